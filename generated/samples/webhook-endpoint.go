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
	// 1. Create webhook
	status, createWebhook := call("POST", "/webhooks", `{
		"url": "http://127.0.0.1:3000/",
		"events": [
			"message.sent",
			"message.read"
		]
	}`)
	fmt.Println(status, createWebhook)
	webhookId := value(createWebhook, "id")

	// 2. Test delivery
	status, testDelivery := call("POST", "/webhooks/"+webhookId+"/test", "")
	fmt.Println(status, testDelivery)

	// 3. Attempts
	status, attempts := call("GET", "/webhooks/"+webhookId+"/attempts", "")
	fmt.Println(status, attempts)

	// 4. Rotate secret
	status, rotateSecret := call("POST", "/webhooks/"+webhookId+"/rotate", `{}`)
	fmt.Println(status, rotateSecret)

	// 5. Pause
	status, pause := call("PATCH", "/webhooks/"+webhookId, `{"enabled": false}`)
	fmt.Println(status, pause)

	// 6. Remove webhook
	status, removeWebhook := call("DELETE", "/webhooks/"+webhookId, "")
	fmt.Println(status, removeWebhook)
}
