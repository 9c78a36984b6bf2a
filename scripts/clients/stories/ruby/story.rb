# The story, run against a real server with the client that openapi-generator generates.

require 'json'
require 'uri'

$LOAD_PATH.unshift File.join(__dir__, 'client/lib')
require 'parley'

def check(holds, what)
  raise "This does not hold: #{what}" unless holds
end

# The error that the call raises.
def refused
  yield
rescue Parley::ApiError => error
  error
else
  raise 'The call was not refused.'
end

# Generated code of openapi-generator leaves the body of an error as text.
def problem(error, model)
  model.build_from_hash(JSON.parse(error.response_body, symbolize_names: true))
end

# Models inside of a hash are sent as hashes only.
def user(**patch)
  Parley::UserPatch.new(**patch).to_hash
end

def hello(sender)
  Parley::UserMessageToSend.new(type: 'UserMessage', sender: sender, text: 'Hello Alice!')
end

Parley.configure do |config|
  server = URI(ENV.fetch('PARLEY_URL'))
  config.scheme = server.scheme
  config.host = "#{server.host}:#{server.port}"
  config.access_token = ENV.fetch('PARLEY_KEY')
end

app = ENV.fetch('PARLEY_APP')
order = 'order_391_fc'
users = Parley::UsersApi.new
conversations = Parley::ConversationsApi.new
participants = Parley::ParticipantsApi.new
messages = Parley::MessagesApi.new

# Three calls: two users, a conversation and its first messages.
users.put_users(
  app,
  'alice' => user(name: 'Alice', email: ['alice@example.com']),
  'sebastian' => user(name: 'Sebastian')
)
conversations.put_conversation(
  app,
  order,
  conversation_patch: Parley::ConversationPatch.new(
    participants: %w[alice sebastian],
    subject: 'Black leather boots',
    custom: { 'category' => 'shoes' }
  )
)
joined = Parley::SystemMessageToSend.new(type: 'SystemMessage', text: 'Sebastian has joined')
greeting, = messages.send_messages(app, order, [hello('sebastian'), joined])

# Reads the pages of 25 users.
numbers = (1..23).map { |number| format('%02d', number) }
users.put_users(app, numbers.to_h { |n| ["user_#{n}", user(name: "User #{n}")] })
walked = []
loop do
  after = walked.empty? ? {} : { starting_after: walked.last }
  page = users.list_users(app, limit: 10, **after).data
  walked += page.map(&:id)
  break if page.size < 10
end
check(walked.uniq.size == 25, '25 users are walked')

# Errors are typed: a 404, and a 400 with the places of its faults.
missing = refused { users.get_user(app, 'nobody') }
check(missing.code == 404, 'the status')
check(problem(missing, Parley::Problem).type == 'urn:parley:problem:not-found', 'its type')

invalid = refused { messages.send_messages(app, order, [hello('nobody')]) }
faults = problem(invalid, Parley::ValidationProblem).errors
check(faults.keys.map(&:to_s) == ['#/0/sender'], 'a 400 says where its fault is')

# An edit.
text = 'Hello Alice, your boots are *on their way*!'
messages.edit_message(app, order, greeting.id, Parley::MessagePatch.new(text: text))
edited = messages.get_message(app, order, greeting.id)
check(edited.text == text, 'the text is edited')
check(!edited.edited_at.nil?, 'and when, is known')

# A filtered list. Its conversation notifies Alice of every message.
boots = Parley::ConversationPatch.new(subject: 'Rubber boots')
conversations.put_conversation(app, 'boots_454545', conversation_patch: boots)
shoes = { custom: { category: ['==', 'shoes'] } }.to_json
found = conversations.list_conversations(app, filter: shoes).data
check(found.map(&:id) == [order], 'the order is found')
check(found.first.participants['alice'].notify == true, 'it notifies Alice of every message')

# Alice is notified only of mentions.
mentions = Parley::ParticipantPatch.new(notify: 'MentionsOnly')
participants.update_participant(app, order, 'alice', mentions)
all = conversations.get_conversation(app, order).participants
check(all['alice'].notify == 'MentionsOnly', 'Alice hears of mentions only')
check(all['sebastian'].notify == true, 'Sebastian hears of every message')
