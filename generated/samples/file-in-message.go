package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"mime/multipart"
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

// upload sends a file as a form.
func upload(path, field, name string) (int, any) {
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	part, _ := writer.CreateFormFile(field, name)
	file, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(part, file)
	writer.Close()
	return call("POST", path, form.String(), "Content-Type", writer.FormDataContentType())
}

func main() {
	// 1. Create users
	status, createUsers := call("PUT", "/users", `{"petra": {"name": "Petra"}, "quentin": {"name": "Quentin"}}`)
	fmt.Println(status, createUsers)

	// 2. Create conversation
	status, createConversation := call("PUT", "/conversations/order_613", `{"participants": ["petra", "quentin"], "subject": "Order 613"}`)
	fmt.Println(status, createConversation)

	// 3. Upload
	status, upload := upload("/files", "file", "receipt.txt")
	fmt.Println(status, upload)
	token := value(upload, "attachmentToken")

	// 4. Send file
	status, sendFile := call("POST", "/conversations/order_613/messages", fmt.Sprintf(`[
		{
			"type": "UserMessage",
			"sender": "petra",
			"text": "Here is the receipt.",
			"attachmentToken": %q
		}
	]`, token))
	fmt.Println(status, sendFile)
	messageId := value(sendFile, 0, "id")

	// 5. Read message
	status, readMessage := call("GET", "/conversations/order_613/messages/"+messageId, "")
	fmt.Println(status, readMessage)
}
