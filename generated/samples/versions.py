import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create user
response = session.put(api + "/users/tilda", json={"name": "Tilda"})
response.raise_for_status()
print(response.json())

# 2. Create conversation
response = session.put(
    api + "/conversations/order_815",
    json={"participants": ["tilda"], "subject": "Order 815"},
)
response.raise_for_status()
print(response.json())

# 3. Newest unknown user
response = session.get(
    api + "/users/nobody-yet/conversations",
    headers={"Parley-Version": "2024-01-01"},
)
print(response.status_code, response.json())

# 4. Older unknown user
response = session.get(
    api + "/users/nobody-yet/conversations",
    headers={"Parley-Version": "2021-07-30"},
)
response.raise_for_status()
print(response.json())

# 5. Ordered list
response = session.get(
    api + "/conversations",
    params={
        "orderBy": "createdAt",
        "orderDirection": "DESC",
        "limit": 1,
    },
    headers={"Parley-Version": "2021-02-09"},
)
response.raise_for_status()
print(response.json())

# 6. First version
response = session.get(
    api + "/conversations",
    params={"orderBy": "createdAt"},
    headers={"Parley-Version": "2021-01-01"},
)
print(response.status_code, response.json())

# 7. Unknown version
response = session.get(api + "/conversations", headers={"Parley-Version": "2021-13-01"})
print(response.status_code, response.json())
