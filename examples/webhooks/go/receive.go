package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"sync"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type event struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

func main() {
	webhook, err := standardwebhooks.NewWebhook(os.Getenv("WEBHOOK_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	// In a database, so that it outlives the process.
	var seen sync.Map
	http.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = webhook.Verify(body, r.Header)
		}
		var received event
		if err == nil {
			err = json.Unmarshal(body, &received)
		}
		if err != nil {
			fmt.Println("refused:", err)
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if _, known := seen.LoadOrStore(received.ID, true); !known {
			fmt.Println(received.Type, received.ID)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	address := "127.0.0.1:" + cmp.Or(os.Getenv("PORT"), "3000")
	fmt.Println("Listening on http://" + address)
	log.Fatal(http.ListenAndServe(address, nil))
}
