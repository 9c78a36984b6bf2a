import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create users
response = session.put(
    api + "/users",
    json={"nina": {"name": "Nina"}, "oscar": {"name": "Oscar"}},
)
response.raise_for_status()
print(response.json())

# 2. Create conversation
response = session.put(
    api + "/conversations/order_512",
    json={"participants": ["nina", "oscar"], "subject": "Order 512"},
)
response.raise_for_status()
print(response.json())

# 3. Send message
response = session.post(
    api + "/conversations/order_512/messages",
    json=[
        {
            "type": "UserMessage",
            "sender": "oscar",
            "text": "Your order has been shipped.",
        },
    ],
)
response.raise_for_status()
message_id = response.json()[0]["id"]
print(response.json())

# 4. Unread
response = session.get(api + "/users/nina/conversations")
response.raise_for_status()
print(response.json())

# 5. Mark read
response = session.patch(
    api + "/users/nina/conversations/order_512",
    json={"isUnread": False},
)
response.raise_for_status()
print(response.json())

# 6. Read
response = session.get(api + "/users/nina/conversations")
response.raise_for_status()
print(response.json())

# 7. Read by
response = session.get(api + f"/conversations/order_512/messages/{message_id}")
response.raise_for_status()
print(response.json())

# 8. Mark unread
response = session.patch(
    api + "/users/nina/conversations/order_512",
    json={"isUnread": True},
)
response.raise_for_status()
print(response.json())

# 9. Flagged
response = session.get(api + "/users/nina/conversations")
response.raise_for_status()
print(response.json())
