import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create user
response = session.put(api + "/users/frida", json={"name": "Frida"})
response.raise_for_status()
print(response.json())

# 2. Create boots
response = session.put(
    api + "/conversations/winter_boots",
    json={
        "participants": ["frida"],
        "subject": "Boots",
        "custom": {"season": "winter"},
    },
)
response.raise_for_status()
print(response.json())

# 3. Create scarf
response = session.put(
    api + "/conversations/winter_scarf",
    json={
        "participants": ["frida"],
        "subject": "Scarf",
        "custom": {"season": "winter"},
    },
)
response.raise_for_status()
print(response.json())

# 4. Create gloves
response = session.put(
    api + "/conversations/winter_gloves",
    json={
        "participants": ["frida"],
        "subject": "Gloves",
        "custom": {"season": "winter"},
    },
)
response.raise_for_status()
print(response.json())

# 5. First page
response = session.get(
    api + "/conversations",
    params={
        "filter": "{\"custom\":{\"season\":[\"==\",\"winter\"]}}",
        "orderBy": "createdAt",
        "orderDirection": "ASC",
        "limit": 2,
    },
)
response.raise_for_status()
last = response.json()["data"][1]["id"]
print(response.json())

# 6. Second page
response = session.get(
    api + "/conversations",
    params={
        "filter": "{\"custom\":{\"season\":[\"==\",\"winter\"]}}",
        "orderBy": "createdAt",
        "orderDirection": "ASC",
        "limit": 2,
        "startingAfter": last,
    },
)
response.raise_for_status()
print(response.json())

# 7. Send message
response = session.post(
    api + "/conversations/winter_scarf/messages",
    json=[
        {
            "type": "UserMessage",
            "sender": "frida",
            "text": "Is it wool?",
        },
    ],
)
response.raise_for_status()
print(response.json())

# 8. Without messages
response = session.get(
    api + "/conversations",
    params={
        "filter": "{\"custom\":{\"season\":[\"==\",\"winter\"]},\"hasMessages\":false}",
    },
)
response.raise_for_status()
print(response.json())
