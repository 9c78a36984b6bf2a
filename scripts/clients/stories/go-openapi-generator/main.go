// The story, run against a real server with the client that openapi-generator generates.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"story/client"
)

const order = "order_391_fc"

var (
	app = os.Getenv("PARLEY_APP")
	ctx = context.WithValue(context.Background(), client.ContextAccessToken, os.Getenv("PARLEY_KEY"))
	api *client.APIClient
)

func main() {
	configuration := client.NewConfiguration()
	configuration.Servers = client.ServerConfigurations{{URL: os.Getenv("PARLEY_URL")}}
	api = client.NewAPIClient(configuration)
	greeting := threeCalls()
	walkPages()
	typedErrors()
	edit(greeting)
	filteredList()
	notifications()
}

// threeCalls puts two users and a conversation, sends its first messages, and returns the id of the first.
func threeCalls() string {
	putUsers(map[string]client.UserPatch{
		"alice":     {Name: client.PtrString("Alice"), Email: []string{"alice@example.com"}},
		"sebastian": {Name: client.PtrString("Sebastian")},
	})
	putConversation(order, client.ConversationPatch{
		Participants: []string{"alice", "sebastian"},
		Subject:      *client.NewNullableString(client.PtrString("Black leather boots")),
		Custom:       map[string]*string{"category": client.PtrString("shoes")},
	})
	joined := client.NewSystemMessageToSend("SystemMessage")
	joined.SetText("Sebastian has joined")
	sent, err := send(hello("sebastian"), client.SystemMessageToSendAsMessageToSend(joined))
	must(err)
	check(len(sent) == 2, "two messages are sent")
	return sent[0].Id
}

// walkPages reads 25 users, ten at a time.
func walkPages() {
	others := map[string]client.UserPatch{}
	for number := 1; number <= 23; number++ {
		name := fmt.Sprintf("User %02d", number)
		others[fmt.Sprintf("user_%02d", number)] = client.UserPatch{Name: &name}
	}
	putUsers(others)

	walked := map[string]bool{}
	request := api.UsersAPI.ListUsers(ctx, app).Limit(10)
	for {
		page, _, err := request.Execute()
		must(err)
		for _, user := range page.Data {
			walked[user.Id] = true
		}
		if len(page.Data) < 10 {
			break
		}
		request = request.StartingAfter(page.Data[9].Id)
	}
	check(len(walked) == 25, "25 users are walked")
}

// typedErrors meets a 404, and a 400 that says where its faults are.
func typedErrors() {
	_, _, err := api.UsersAPI.GetUser(ctx, app, "nobody").Execute()
	missing, typed := model(err).(client.Problem)
	check(typed && missing.Type == "urn:parley:problem:not-found", "a 404 is a problem")

	_, err = send(hello("nobody"))
	refused, typed := model(err).(client.ValidationProblem)
	check(typed && len(refused.Errors["#/0/sender"]) == 1, "a 400 says where its fault is")
}

func edit(message string) {
	text := "Hello Alice, your boots are *on their way*!"
	_, _, err := api.MessagesAPI.EditMessage(ctx, app, order, message).
		MessagePatch(client.MessagePatch{Text: &text}).Execute()
	must(err)
	edited, _, err := api.MessagesAPI.GetMessage(ctx, app, order, message).Execute()
	must(err)
	check(edited.GetText() == text, "the text is edited")
	check(edited.EditedAt.IsSet() && edited.EditedAt.Get() != nil, "and when, is known")
}

// filteredList finds one of two conversations. It notifies Alice of every message.
func filteredList() {
	putConversation("boots_454545", client.ConversationPatch{
		Subject: *client.NewNullableString(client.PtrString("Rubber boots")),
	})
	found, _, err := api.ConversationsAPI.ListConversations(ctx, app).
		Filter(`{"custom":{"category":["==","shoes"]}}`).Execute()
	must(err)
	check(len(found.Data) == 1 && found.Data[0].Id == order, "the order is found")
	check(*found.Data[0].Participants["alice"].Notify.Bool, "it notifies Alice of every message")
}

// notifications has Alice hear of mentions only.
func notifications() {
	mentions := client.StringAsNotify(client.PtrString("MentionsOnly"))
	_, _, err := api.ParticipantsAPI.UpdateParticipant(ctx, app, order, "alice").
		ParticipantPatch(client.ParticipantPatch{Notify: &mentions}).Execute()
	must(err)
	conversation, _, err := api.ConversationsAPI.GetConversation(ctx, app, order).Execute()
	must(err)
	alice, sebastian := conversation.Participants["alice"], conversation.Participants["sebastian"]
	check(*alice.Notify.String == "MentionsOnly", "Alice hears of mentions only")
	check(*sebastian.Notify.Bool, "Sebastian hears of every message")
}

func putUsers(patches map[string]client.UserPatch) {
	_, _, err := api.UsersAPI.PutUsers(ctx, app).RequestBody(patches).Execute()
	must(err)
}

func putConversation(id string, patch client.ConversationPatch) {
	_, _, err := api.ConversationsAPI.PutConversation(ctx, app, id).ConversationPatch(patch).Execute()
	must(err)
}

func hello(sender string) client.MessageToSend {
	message := client.NewUserMessageToSend("UserMessage", sender)
	message.SetText("Hello Alice!")
	return client.UserMessageToSendAsMessageToSend(message)
}

func send(messages ...client.MessageToSend) ([]client.SentMessage, error) {
	sent, _, err := api.MessagesAPI.SendMessages(ctx, app, order).MessageToSend(messages).Execute()
	return sent, err
}

// model is what the body of an error was decoded into.
func model(err error) any {
	var refused *client.GenericOpenAPIError
	check(errors.As(err, &refused), "the call is refused")
	return refused.Model()
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func check(holds bool, what string) {
	if !holds {
		log.Fatalf("this does not hold: %s", what)
	}
}
