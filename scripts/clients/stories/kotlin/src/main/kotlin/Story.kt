import client.apis.ConversationsApi
import client.apis.MessagesApi
import client.apis.ParticipantsApi
import client.apis.UsersApi
import client.infrastructure.ApiClient
import client.infrastructure.ClientError
import client.infrastructure.ClientException
import client.infrastructure.Serializer.jacksonObjectMapper
import client.models.ConversationPatch
import client.models.MessagePatch
import client.models.ParticipantPatch
import client.models.Problem
import client.models.SystemMessageToSend
import client.models.UserMessageToSend
import client.models.UserPatch
import client.models.ValidationProblem
import kotlin.system.exitProcess

private val app = System.getenv("PARLEY_APP")
private val url = System.getenv("PARLEY_URL")
private const val order = "order_391_fc"

private fun hello(sender: String) =
    UserMessageToSend(UserMessageToSend.Type.UserMessage, sender, "Hello Alice!")

/** The body of the error that the call gets. */
private inline fun <reified T> refused(status: Int, call: () -> Unit): T {
    val error = runCatching(call).exceptionOrNull() as ClientException
    check(error.statusCode == status)
    val body = (error.response as ClientError<*>).body as String
    return jacksonObjectMapper.readValue(body, T::class.java)
}

/** The story, run against a real server with the client that openapi-generator generates. */
fun main() {
    ApiClient.accessToken = System.getenv("PARLEY_KEY")
    val users = UsersApi(url)
    val conversations = ConversationsApi(url)
    val participants = ParticipantsApi(url)
    val messages = MessagesApi(url)

    // Three calls: two users, a conversation and its first messages.
    users.putUsers(
        app,
        mapOf(
            "alice" to UserPatch(name = "Alice", email = listOf("alice@example.com")),
            "sebastian" to UserPatch(name = "Sebastian"),
        ),
    )
    conversations.putConversation(
        app,
        order,
        conversationPatch = ConversationPatch(
            participants = listOf("alice", "sebastian"),
            subject = "Black leather boots",
            custom = mapOf("category" to "shoes"),
        ),
    )
    val joined = SystemMessageToSend(SystemMessageToSend.Type.SystemMessage, "Sebastian has joined")
    val (greeting) = messages.sendMessages(app, order, listOf(hello("sebastian"), joined))

    // Reads the pages of 25 users.
    val numbers = (1..23).map { "%02d".format(it) }
    users.putUsers(app, numbers.associate { "user_$it" to UserPatch(name = "User $it") })
    val walked = mutableListOf<String>()
    do {
        val page = users.listUsers(app, limit = 10, startingAfter = walked.lastOrNull()).data
        walked += page.map { it.id }
    } while (page.size == 10)
    check(walked.toSet().size == 25)

    // Errors are typed: a 404, and a 400 with the places of its faults.
    val missing = refused<Problem>(404) { users.getUser(app, "nobody") }
    check(missing.type.toString() == "urn:parley:problem:not-found")
    val invalid = refused<ValidationProblem>(400) {
        messages.sendMessages(app, order, listOf(hello("nobody")))
    }
    check(invalid.errors.keys == setOf("#/0/sender"))

    // An edit.
    val text = "Hello Alice, your boots are *on their way*!"
    messages.editMessage(app, order, greeting.id, MessagePatch(text = text))
    val edited = messages.getMessage(app, order, greeting.id)
    check(edited.text == text && edited.editedAt != null)

    // A filtered list. Its conversation notifies Alice of every message.
    val boots = ConversationPatch(subject = "Rubber boots")
    conversations.putConversation(app, "boots_454545", conversationPatch = boots)
    val shoes = """{"custom":{"category":["==","shoes"]}}"""
    val found = conversations.listConversations(app, filter = shoes).data
    check(found.map { it.id } == listOf(order))
    check(found[0].participants["alice"]?.notify == true)

    // Alice is notified only of mentions.
    participants.updateParticipant(app, order, "alice", ParticipantPatch(notify = "MentionsOnly"))
    val all = conversations.getConversation(app, order).participants
    check(all["alice"]?.notify == "MentionsOnly")
    check(all["sebastian"]?.notify == true)
    // OkHttp's threads would keep the program alive for a minute.
    exitProcess(0)
}
