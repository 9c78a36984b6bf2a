import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create users
response = session.put(
    api + "/users",
    json={"petra": {"name": "Petra"}, "quentin": {"name": "Quentin"}},
)
response.raise_for_status()
print(response.json())

# 2. Create conversation
response = session.put(
    api + "/conversations/order_613",
    json={
        "participants": ["petra", "quentin"],
        "subject": "Order 613",
    },
)
response.raise_for_status()
print(response.json())

# 3. Upload
response = session.post(api + "/files", files={"file": open("receipt.txt", "rb")})
response.raise_for_status()
token = response.json()["attachmentToken"]
print(response.json())

# 4. Send file
response = session.post(
    api + "/conversations/order_613/messages",
    json=[
        {
            "type": "UserMessage",
            "sender": "petra",
            "text": "Here is the receipt.",
            "attachmentToken": token,
        },
    ],
)
response.raise_for_status()
message_id = response.json()[0]["id"]
print(response.json())

# 5. Read message
response = session.get(api + f"/conversations/order_613/messages/{message_id}")
response.raise_for_status()
print(response.json())
