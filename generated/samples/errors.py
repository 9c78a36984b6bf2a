import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create user
response = session.put(api + "/users/uwe", json={"name": "Uwe"})
response.raise_for_status()
print(response.json())

# 2. Wrong key
response = session.get(
    api + "/users/uwe",
    headers={"Authorization": "Bearer sk_not_a_key_of_this_app"},
)
print(response.status_code, response.json())

# 3. Not found
response = session.get(api + "/users/nobody")
print(response.status_code, response.json())

# 4. Not valid
response = session.put(
    api + "/users/uwe",
    json={"name": "", "emial": ["uwe@example.com"]},
)
print(response.status_code, response.json())

# 5. Nothing changed
response = session.get(api + "/users/uwe")
response.raise_for_status()
print(response.json())
