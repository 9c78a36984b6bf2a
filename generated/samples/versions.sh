API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create user
curl -X PUT "$API/users/tilda" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"name":"Tilda"}'

# 2. Create conversation
curl -X PUT "$API/conversations/order_815" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["tilda"],"subject":"Order 815"}'

# 3. Newest unknown user
curl "$API/users/nobody-yet/conversations" \
  -H "Authorization: Bearer $KEY" \
  -H 'Parley-Version: 2024-01-01'

# 4. Older unknown user
curl "$API/users/nobody-yet/conversations" \
  -H "Authorization: Bearer $KEY" \
  -H 'Parley-Version: 2021-07-30'

# 5. Ordered list
curl "$API/conversations" \
  -H "Authorization: Bearer $KEY" \
  -H 'Parley-Version: 2021-02-09' \
  -G \
  --data-urlencode 'orderBy=createdAt' \
  --data-urlencode 'orderDirection=DESC' \
  --data-urlencode 'limit=1'

# 6. First version
curl "$API/conversations" \
  -H "Authorization: Bearer $KEY" \
  -H 'Parley-Version: 2021-01-01' \
  -G \
  --data-urlencode 'orderBy=createdAt'

# 7. Unknown version
curl "$API/conversations" \
  -H "Authorization: Bearer $KEY" \
  -H 'Parley-Version: 2021-13-01'
