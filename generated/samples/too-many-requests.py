import os
import time

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["TOKEN"]

# 1. Until too many
for attempt in range(20):
    response = session.get(api + "/realtime/users/uwe")
    if response.status_code == 429:
        break
print(response.status_code, response.json())

# 2. Again
for attempt in range(5):
    response = session.get(api + "/realtime/users/uwe")
    if response.status_code == 200:
        break
    time.sleep(1)
print(response.status_code, response.json())
