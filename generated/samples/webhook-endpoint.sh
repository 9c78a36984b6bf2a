API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create webhook
WEBHOOK_ID=$(curl -s -X POST "$API/webhooks" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"url":"http://127.0.0.1:3000/","events":["message.sent","message.read"]}' | jq -r '.id')
echo "$WEBHOOK_ID"

# 2. Test delivery
curl -X POST "$API/webhooks/$WEBHOOK_ID/test" \
  -H "Authorization: Bearer $KEY"

# 3. Attempts
curl "$API/webhooks/$WEBHOOK_ID/attempts" \
  -H "Authorization: Bearer $KEY"

# 4. Rotate secret
curl -X POST "$API/webhooks/$WEBHOOK_ID/rotate" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{}'

# 5. Pause
curl -X PATCH "$API/webhooks/$WEBHOOK_ID" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"enabled":false}'

# 6. Remove webhook
curl -X DELETE "$API/webhooks/$WEBHOOK_ID" \
  -H "Authorization: Bearer $KEY"
