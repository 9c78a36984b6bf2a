package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
)

const api = "http://127.0.0.1:8080/v1/demo"

// call sends a request, and returns the status and the JSON of the response. Headers are names and values in turn.
func call(method, path, body string, headers ...string) (int, any) {
	request, err := http.NewRequest(method, api+path, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("KEY"))
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	var result any
	if err := json.NewDecoder(response.Body).Decode(&result); err != nil {
		log.Fatal(err)
	}
	return response.StatusCode, result
}

// value returns the text at these keys and indexes of a JSON value.
func value(body any, keys ...any) string {
	for _, key := range keys {
		switch key := key.(type) {
		case string:
			body = body.(map[string]any)[key]
		case int:
			body = body.([]any)[key]
		}
	}
	return body.(string)
}

func main() {
	// 1. Create users
	status, createUsers := call("PUT", "/users", `{
		"rita": {
			"name": "Rita",
			"email": [
				"rita@example.com"
			],
			"phone": [
				"+15551234567"
			],
			"photoUrl": "https://example.com/rita.jpg",
			"custom": {
				"city": "Bergen"
			}
		},
		"selim": {
			"name": "Selim"
		}
	}`)
	fmt.Println(status, createUsers)

	// 2. Create conversation
	status, createConversation := call("PUT", "/conversations/order_714", `{"participants": ["rita", "selim"], "subject": "Order 714"}`)
	fmt.Println(status, createConversation)

	// 3. Send message
	status, sendMessage := call("POST", "/conversations/order_714/messages", `[
		{
			"type": "UserMessage",
			"sender": "rita",
			"text": "Call me: +15551234567"
		}
	]`)
	fmt.Println(status, sendMessage)
	messageId := value(sendMessage, 0, "id")

	// 4. Find conversations
	status, findConversations := call("GET", "/users/rita/conversations", "")
	fmt.Println(status, findConversations)
	conversationId := value(findConversations, "data", 0, "id")

	// 5. Find messages
	status, findMessages := call("GET", "/conversations/"+conversationId+"/messages", "")
	fmt.Println(status, findMessages)
	foundMessageId := value(findMessages, "data", 0, "id")

	// 6. Redact message
	status, redactMessage := call("PUT", "/conversations/"+conversationId+"/messages/"+foundMessageId, `{"text": "[removed]"}`)
	fmt.Println(status, redactMessage)

	// 7. Clear profile
	status, clearProfile := call("PUT", "/users/rita", `{
		"name": "Former user",
		"email": null,
		"phone": null,
		"photoUrl": null,
		"welcomeMessage": null,
		"availabilityText": null,
		"locale": null,
		"role": null,
		"custom": null,
		"pushTokens": null
	}`)
	fmt.Println(status, clearProfile)

	// 8. Profile is clear
	status, profileIsClear := call("GET", "/users/rita", "")
	fmt.Println(status, profileIsClear)

	// 9. Message is clear
	status, messageIsClear := call("GET", "/conversations/order_714/messages/"+messageId, "")
	fmt.Println(status, messageIsClear)
}
