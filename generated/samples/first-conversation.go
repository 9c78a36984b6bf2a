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
	status, createUsers := call("PUT", "/users", `{"alice": {"name": "Alice"}, "sebastian": {"name": "Sebastian"}}`)
	fmt.Println(status, createUsers)

	// 2. Create conversation
	status, createConversation := call("PUT", "/conversations/order_391_fc", `{
		"participants": [
			"alice",
			"sebastian"
		],
		"subject": "Black leather boots"
	}`)
	fmt.Println(status, createConversation)

	// 3. Send message
	status, sendMessage := call("POST", "/conversations/order_391_fc/messages", `[
		{
			"type": "UserMessage",
			"sender": "sebastian",
			"text": "Hello Alice!",
			"idempotencyKey": "order_391_fc-welcome"
		}
	]`)
	fmt.Println(status, sendMessage)
	messageId := value(sendMessage, 0, "id")

	// 4. Read message
	status, readMessage := call("GET", "/conversations/order_391_fc/messages/"+messageId, "")
	fmt.Println(status, readMessage)
}
