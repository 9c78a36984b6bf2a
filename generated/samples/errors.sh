API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create user
curl -X PUT "$API/users/uwe" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"name":"Uwe"}'

# 2. Wrong key
curl "$API/users/uwe" \
  -H "Authorization: Bearer sk_not_a_key_of_this_app"

# 3. Not found
curl "$API/users/nobody" \
  -H "Authorization: Bearer $KEY"

# 4. Not valid
curl -X PUT "$API/users/uwe" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"name":"","emial":["uwe@example.com"]}'

# 5. Nothing changed
curl "$API/users/uwe" \
  -H "Authorization: Bearer $KEY"
