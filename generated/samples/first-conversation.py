import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create users
response = session.put(
    api + "/users",
    json={
        "alice": {"name": "Alice"},
        "sebastian": {"name": "Sebastian"},
    },
)
response.raise_for_status()
print(response.json())

# 2. Create conversation
response = session.put(
    api + "/conversations/order_391_fc",
    json={
        "participants": ["alice", "sebastian"],
        "subject": "Black leather boots",
    },
)
response.raise_for_status()
print(response.json())

# 3. Send message
response = session.post(
    api + "/conversations/order_391_fc/messages",
    json=[
        {
            "type": "UserMessage",
            "sender": "sebastian",
            "text": "Hello Alice!",
            "idempotencyKey": "order_391_fc-welcome",
        },
    ],
)
response.raise_for_status()
message_id = response.json()[0]["id"]
print(response.json())

# 4. Read message
response = session.get(api + f"/conversations/order_391_fc/messages/{message_id}")
response.raise_for_status()
print(response.json())
