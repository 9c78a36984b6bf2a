API=http://127.0.0.1:8080/v1/demo
: "${TOKEN:?is not set}"

# 1. Until too many
for attempt in $(seq 20); do
  STATUS=$(curl -s -o response.json -w '%{http_code}' \
    "$API/realtime/users/uwe" \
    -H "Authorization: Bearer $TOKEN")
  if [ "$STATUS" = 429 ]; then break; fi
done
echo "$STATUS $(cat response.json)"

# 2. Again
for attempt in $(seq 5); do
  STATUS=$(curl -s -o response.json -w '%{http_code}' \
    "$API/realtime/users/uwe" \
    -H "Authorization: Bearer $TOKEN")
  if [ "$STATUS" = 200 ]; then break; fi
  sleep 1
done
echo "$STATUS $(cat response.json)"
