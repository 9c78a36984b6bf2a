import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create webhook
response = session.post(
    api + "/webhooks",
    json={
        "url": "http://127.0.0.1:3000/",
        "events": ["message.sent", "message.read"],
    },
)
response.raise_for_status()
webhook_id = response.json()["id"]
print(response.json())

# 2. Test delivery
response = session.post(api + f"/webhooks/{webhook_id}/test")
response.raise_for_status()
print(response.json())

# 3. Attempts
response = session.get(api + f"/webhooks/{webhook_id}/attempts")
response.raise_for_status()
print(response.json())

# 4. Rotate secret
response = session.post(api + f"/webhooks/{webhook_id}/rotate", json={})
response.raise_for_status()
print(response.json())

# 5. Pause
response = session.patch(api + f"/webhooks/{webhook_id}", json={"enabled": False})
response.raise_for_status()
print(response.json())

# 6. Remove webhook
response = session.delete(api + f"/webhooks/{webhook_id}")
response.raise_for_status()
print(response.json())
