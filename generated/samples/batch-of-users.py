import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create users
response = session.put(
    api + "/users",
    json={
        "ingrid": {
            "name": "Ingrid",
            "email": ["ingrid@example.com"],
            "role": "buyer",
        },
        "omar": {
            "name": "Omar",
            "role": "seller",
            "custom": {"shop": "Boots & Co."},
        },
    },
)
response.raise_for_status()
print(response.json())

# 2. Refuse batch
response = session.put(
    api + "/users",
    json={
        "ingrid": {"name": "Ingrid Larsen"},
        "wanda": {"role": "buyer"},
        "omar": {"email": [12]},
    },
)
print(response.status_code, response.json())

# 3. Nothing changed
response = session.get(api + "/users/ingrid")
response.raise_for_status()
print(response.json())

# 4. Correct batch
response = session.put(
    api + "/users",
    json={
        "ingrid": {"name": "Ingrid Larsen"},
        "wanda": {"name": "Wanda", "role": "buyer"},
        "omar": {"email": ["omar@example.com"]},
    },
)
response.raise_for_status()
print(response.json())

# 5. Everything changed
response = session.get(api + "/users/omar")
response.raise_for_status()
print(response.json())
