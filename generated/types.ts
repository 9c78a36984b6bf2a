// Made from spec/ by `npm run generate`. Do not edit.

export interface paths {
    "/v1/{appId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * Get the app
         * @description Returns the properties of the app that its backend can read and change.
         */
        get: operations["getApp"];
        /**
         * Update the app
         * @description Changes only the fields that are sent. Null resets a field to its default. `custom` is merged key by key, a key set to null is removed. Other nodes of the server see the change within a second. The other settings of an app are changed by the operator. The call cannot create an app.
         */
        put: operations["putApp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/users": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * List users
         * @description Lists the users of the app by creation, oldest first.
         */
        get: operations["listUsers"];
        /**
         * Create or update users
         * @description Creates or changes 1 to 100 users, all of them or none: one invalid change refuses the whole call, and the response names every user whose change is invalid. Each change works as in `putUser`.
         */
        put: operations["putUsers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/users/{userId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /**
         * Get a user
         * @description Returns the user as stored.
         */
        get: operations["getUser"];
        /**
         * Create or update a user
         * @description Creates the user, or changes the fields that are sent and leaves the others as they are. `name` is needed only for a user who does not exist yet. Null resets a field to its default. `custom` and `pushTokens` are merged key by key, a key set to null is removed; an array replaces the one stored. The call can be repeated.
         */
        put: operations["putUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/users/{userId}/conversations": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /**
         * List a user's conversations
         * @description Lists the conversations in which the user takes part, as the user sees them, and whether each has unread messages. The last activity decides the order, the latest first, unless you choose another. A conversation stays in the list when the user's access was removed (`None`); filter by `access` to leave it out.
         */
        get: operations["listUserConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/users/{userId}/conversations/{conversationId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark a conversation as read or unread
         * @description Changes the messages that one participant has read. Marking a conversation as read marks its messages as read too; marking it as unread changes no message.
         */
        patch: operations["updateUserConversation"];
        trace?: never;
    };
    "/v1/{appId}/users/{userId}/sessions": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /**
         * List a user's sessions
         * @deprecated
         * @description The older way to ask whether a user is online; prefer `isOnline` of `listUsers`. Lists the sessions that are connected to the server, so an empty array means offline. A user who does not exist has no sessions and gets the same empty array: callers treat any other status as online.
         */
        get: operations["listUserSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/import/conversations/{conversationId}/messages": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import messages
         * @description Puts 1 to 1,000 messages from elsewhere into the conversation, at the times at which they were sent there, all of them or none. Lists show them in the order of their times; messages with the same time stay in the order in which they were imported. They have the origin `import`. They never count as unread and change nobody's read position. Besides the users in `readBy`, a participant counts as a reader of an imported message if their `readUntil` is at or after its time. Streams get one `messages.imported` event for the call. Senders and readers must be participants, with access or without. A message that is imported twice is there twice, unless both have the same `idempotencyKey`.
         */
        post: operations["importMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description Stores a file, so that its `attachmentToken` can be sent in messages. After a 200 the file is on disk. Its type is read from its bytes; the type that the client claims is not used. A file that no message has is deleted after a day, and a file whose last message is deleted is deleted with it.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/files/{fileToken}/{filename}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The token of the file. A token of another form is a 404, like an unknown one.
                 * @example file_1fWkq7VbXh3mQz0TgLc9Ra
                 */
                fileToken: components["parameters"]["fileToken"];
                /**
                 * @description The name of the file, for people and browsers. Every name leads to the same file.
                 * @example receipt-391.txt
                 */
                filename: components["parameters"]["filename"];
            };
            cookie?: never;
        };
        /**
         * Download a file
         * @description Returns the bytes of a file. It needs no token: the `url` of a file cannot be guessed. Pictures, videos and sounds have the media type that their bytes show, anything else is an `application/octet-stream` that browsers only download. Unknown tokens count for the rate limit of calls without a valid token.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/presences": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List who is online
         * @description Lists users who are online, each with their sessions: one for each open event stream whose client was alive in the last 100 seconds. Pass `userIds` to ask about certain users; without it the response has the 1,000 online users who were created first. To list more, use `listUsers` with `isOnline`, page by page. The other properties keep only sessions with these values, and only users who have such a session. The conversation of a session, and whether it has the focus, are as its client last set them with `watchUsers`.
         */
        post: operations["listPresences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * List conversations
         * @description Lists the conversations of the app. The last activity decides the order, the latest first, unless you choose another.
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /**
         * Get a conversation
         * @description Returns the conversation with its participants and its newest message.
         */
        get: operations["getConversation"];
        /**
         * Create or update a conversation
         * @description Creates the conversation, or changes the fields that are sent and leaves the others as they are. Null resets a field to its default, and `custom` is merged key by key. `participants` only ever adds: use `leaveConversation` to remove somebody. A conversation has at most 10,000 participants, unless the settings of the app say otherwise. Without a body, the conversation is created if it does not exist. The call can be repeated.
         */
        put: operations["putConversation"];
        post?: never;
        /**
         * Delete a conversation
         * @description Deletes the conversation permanently, with its messages and participants, but not the users. From then on, no call returns any part of it, although the server deletes the messages of a large conversation from its disk later, in batches. Deleting it again is a 404.
         */
        delete: operations["deleteConversation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}/readBy/{userId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a conversation as read
         * @deprecated
         * @description Marks the conversation and its messages as read by one participant. Deprecated: use `updateUserConversation` with `isUnread` false, which does the same.
         */
        post: operations["markConversationRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}/participants": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /**
         * List participants
         * @description Lists the participants of the conversation in the order of their user ids. Participants with the access `None` are not listed.
         */
        get: operations["listParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}/participants/{userId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Join a conversation
         * @description Makes the user a participant, or sets how they take part if they already do. A setting that is not sent is set to its default: access `ReadWrite`, all notifications. A user who joins sees the whole history. The call can be repeated.
         */
        put: operations["joinConversation"];
        post?: never;
        /**
         * Leave a conversation
         * @description Removes the user from the conversation. Removing a user who is not a participant changes nothing. Their messages stay.
         */
        delete: operations["leaveConversation"];
        options?: never;
        head?: never;
        /**
         * Update a participant
         * @description Changes the settings of the participant. Omitted settings do not change. With the access `None`, the participant can neither read nor write. The conversation stays in their own list.
         */
        patch: operations["updateParticipant"];
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}/messages": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /**
         * List messages
         * @description Lists the messages of the conversation, newest first unless you ask for the other direction. No two messages of a conversation have the same `createdAt`.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Send messages
         * @description Sends 1 to 10 messages in the order of the array, all of them or none. The sender of a user message must be a participant with access other than `None`. A user message has a text, a location or an attachment. Null in an optional field means the same as omitting it. With an `idempotencyKey` on each message, the call can be repeated safely.
         */
        post: operations["sendMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /**
         * Get a message
         * @description Returns the message as stored.
         */
        get: operations["getMessage"];
        /**
         * Edit a message
         * @description Changes the text, the custom data or both, and sets `editedAt`. `custom` is merged key by key.
         */
        put: operations["editMessage"];
        post?: never;
        /**
         * Delete a message
         * @description Deletes the message permanently. Deleting it again is a 404.
         */
        delete: operations["deleteMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
            };
            cookie?: never;
        };
        /**
         * List who reacted with an emoji
         * @description Lists the users who reacted to the message with this emoji, the first one first. The list is empty if nobody has.
         */
        get: operations["listReactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Add a reaction
         * @description Adds a reaction of the user to the message, or does nothing if they have reacted with this emoji already. The user must be a participant with access to the conversation. A message has at most 50 different emoji. Adding reactions does not make a conversation unread, and does not change its last activity.
         */
        put: operations["addReaction"];
        post?: never;
        /**
         * Remove a reaction
         * @description Removes a reaction of the user from the message, or does nothing if they have not reacted with this emoji. The user need not be a participant any more.
         */
        delete: operations["removeReaction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * List the webhooks
         * @description Lists all webhooks of the app, oldest first. There are never more than 50, so the list has no pages.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook
         * @description Registers a URL of your own server, to which the server sends the events of the app from now on. The webhooks of this document describe the events. The response contains the secret with which you verify deliveries. It is shown only this once. An app has at most 50 webhooks. The URL must begin with `https:`, and its host must be public, unless the operator has listed its network in the setting `WEBHOOK_ALLOW`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        /**
         * Get a webhook
         * @description Returns the webhook without its secret.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description Deletes the webhook. Events that it has not received yet are not sent.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description Changes the webhook. Omitted properties do not change. If a webhook is enabled again, it continues where it stopped, with the events that the log still has.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/{appId}/webhooks/{webhookId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of a webhook
         * @description Gives the webhook a new secret, which is shown only this once. For a day, deliveries are also signed with the old secret, so that there is time to change the receiver.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends `webhook.test` to the webhook now, even if it is disabled, and returns the attempt. It is not repeated if it fails.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/webhooks/{webhookId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send past events again
         * @description Sends the events of the log again from a time, or from after an event. They have the same ids as before. Events that the log no longer has cannot be sent: a replay from an earlier time fails with a 400 that says when the log begins.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/webhooks/{webhookId}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        /**
         * List the attempts of a webhook
         * @description Lists attempts to deliver events, newest first: the last 500 that failed, and the last 500 that succeeded. If many attempts succeed within seconds, only some of them are kept: 10 at a time, and 2 a second.
         */
        get: operations["listWebhookAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/webhooks/{webhookId}/attempts/{attemptId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
                /**
                 * @description The id of the attempt, as in the list of attempts. An id of another form is a 404, like an unknown one.
                 * @example att_7HtvCJLjdZoRsYE2nCXp2n
                 */
                attemptId: components["parameters"]["attemptId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event again
         * @description Sends the event of an attempt again now, with the same id, and returns the new attempt. It is not repeated if it fails.
         */
        post: operations["resendWebhookAttempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/batch": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make several calls in one
         * @description Makes 1 to 10 calls of this API in one request. Each is handled as a separate request: with the token of the batch, its own validation, its own transaction and its own status. If one call fails, the others still run. So the response is a 200 if the batch itself is valid: check the status of each result. The calls run one after the other in the order of the array, so that a call can build on earlier calls. The hosted service does not promise an order. Code that should also run there must not rely on an order. For the rate limit, each call in a batch counts as one request.
         */
        post: operations["sendBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /**
         * Get a user's snapshot
         * @description Returns what any user of the app may see of a user: no email addresses, phone numbers or push tokens.
         */
        get: operations["getUserSnapshot"];
        /**
         * Set properties of a user
         * @description Changes the properties that are sent, and creates the user if they do not exist, which needs a `name`. The app's setting `clientSideUserSync` decides who can be changed. `off`, the default: nobody, every call is a 403. `own`: only the user of the token, and not their `role`. `all`: every user of the app, also their `role`, `email`, `phone` and `pushTokens`, by anyone who has a user token.
         */
        put: operations["setUser"];
        /**
         * Create a user if it does not exist
         * @description Creates the user, or does nothing if a user with this id exists; both are a success. The app's setting `clientSideUserSync` decides who can be created. `off`, the default: nobody, every call is a 403. `own`: the user of the token, and others without `email`, `phone` and `pushTokens`. All of them get the default `role`. `all`: everyone, with any property.
         */
        post: operations["createUserIfNotExists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * List the user's own conversations
         * @description Lists the conversations that the user of the token is in, as this user sees them. They are ordered by the time of the newest message or by the time when the user joined, whichever is later, latest first. Conversations to which the user has no access are not listed. The list of a user who does not exist is empty.
         */
        get: operations["listOwnConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /**
         * Get a conversation's snapshot
         * @description Returns the conversation as the user of the token sees it. For users who are not in it, the response is a 404.
         */
        get: operations["getConversationSnapshot"];
        /**
         * Set properties of a conversation
         * @description Changes the properties that are sent, creates the conversation if it does not exist, and adds the user of the token if they are not in it. `access` and `notify` are those of the user of the token, who joins with `ReadWrite` and all notifications by default. Nobody can raise their own access, and users whose access is `None` cannot join again; both are a 403. Unless the app's setting `clientSideConversationSync` is on, participants can change only their `notify`. Any other call is a 403, even if the conversation does not exist.
         */
        put: operations["setConversation"];
        /**
         * Create a conversation if it does not exist
         * @description Creates the conversation, and adds the user of the token. If the conversation exists, its properties do not change; if the user is in it, nothing changes. All of these are a success. Users whose access is `None` cannot join again: a 403. Unless the app's setting `clientSideConversationSync` is on, the response is a 403 for everyone who is not in the conversation, even if it does not exist.
         */
        post: operations["createConversationIfNotExists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /**
         * List a conversation's messages, newest first
         * @description Returns the messages that the user of the token can see, with their senders and the messages that they reply to. `startingAfter` continues with older messages, `around` lists the messages before and after a message. For users who are not in the conversation, the response is a 404.
         */
        get: operations["listMessageSnapshots"];
        put?: never;
        /**
         * Send a message
         * @description Sends a message of the user of the token, who must have the access `ReadWrite` and the permission `sendMessages`, and returns it. For users who are not in the conversation, the response is a 404. A repeated call is a 404 too if its message was deleted since.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /**
         * Get a message's snapshot
         * @description Returns the message with its sender and the message that it replies to. For users who are not in the conversation, the response is a 404.
         */
        get: operations["getMessageSnapshot"];
        put?: never;
        post?: never;
        /**
         * Delete a message
         * @description Deletes the message permanently, or does nothing if it does not exist; both are a success. The user of the token must have the access `ReadWrite`, and the permission `deleteOwnMessages` for their own messages, or `deleteAnyMessage`.
         */
        delete: operations["removeMessage"];
        options?: never;
        head?: never;
        /**
         * Change a message
         * @description Changes the text, the custom data or both, and sets `editedAt`. `custom` is merged key by key. The user of the token must have the access `ReadWrite`, and the permission `editOwnMessages` for their own messages, or `editAnyMessage`. System messages cannot be changed.
         */
        patch: operations["changeMessage"];
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
            };
            cookie?: never;
        };
        /**
         * List the users who reacted with an emoji
         * @description Lists the users who reacted to the message with this emoji, the first one first. The list is empty if nobody has. For users who are not in the conversation, the response is a 404.
         */
        get: operations["listReactionSnapshots"];
        /**
         * React to a message
         * @description Adds a reaction of the user of the token to the message, or does nothing if they have reacted with this emoji already. They must have the access `ReadWrite` and the permission `react`. A message has at most 50 different emoji.
         */
        put: operations["addOwnReaction"];
        post?: never;
        /**
         * Remove an own reaction
         * @description Removes the reaction of the user of the token from the message, or does nothing if they have not reacted with this emoji. They must have the access `ReadWrite` and the permission `react`.
         */
        delete: operations["removeOwnReaction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a conversation as read
         * @description Marks the conversation and all its messages as read by the user of the token. For users who are not in the conversation, the response is a 404.
         */
        post: operations["markAsRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a conversation as unread
         * @description Marks the conversation as unread for the user of the token. Its messages do not become unread. For users who are not in the conversation, the response is a 404.
         */
        post: operations["markAsUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file as the user of the token
         * @description Stores a file, as `uploadFile` does, for the user of the token, whose role needs the permission `uploadFiles`.
         */
        post: operations["uploadOwnFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * Get the permissions of the user
         * @description Returns the permissions of the role of the token's user, and the app's settings about what user tokens may change. With them, a page can show only the actions that the server allows. The user's permissions in a conversation also depend on their `access` to it.
         */
        get: operations["getOwnPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/unread": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * Count what the user has not read
         * @description Returns the numbers of unread conversations, messages and mentions of the user of the token, for a badge. The events of the stream say when to call it again. Conversations to which the user has no access do not count. If there are more than 1,000 unread conversations, only the 1,000 with the newest activity count.
         */
        get: operations["getUnreadTotal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that the user types
         * @description Sends the event `conversation.typing` to the other participants who have a stream, unless their role lacks the permission `seeTyping`. They show that the user types for 10 seconds, or until the user's message arrives. Call it every few seconds while the user types, and send the message when the response has arrived. A call within 3 seconds of the previous one sends no event, unless the user has sent a message in between. If more than 20 users type in the conversation at once, only 20 of them are shown. The user needs the access `ReadWrite` and the permission `sendMessages`.
         */
        post: operations["markAsTyping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /**
         * List the snapshots of participants
         * @description Lists the participants of a conversation that the user of the token is in, newest joined first. Participants with the access `None` are not listed. For users who are not in it, the response is a 404.
         */
        get: operations["listParticipantSnapshots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/conversations/{conversationId}/participants/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /**
         * Get a participant's snapshot
         * @description Returns a participant of a conversation that the user of the token is in. If that user or the participant is not in it, or the participant's access is `None`, the response is a 404.
         */
        get: operations["getParticipantSnapshot"];
        /**
         * Set properties of a participant
         * @description Changes the properties that are sent. Adds the user to the conversation if they are not in it; the defaults are the access `ReadWrite` and all notifications. Users may always change their own `notify`. All other changes need the app's setting `clientSideConversationSync`: to join, to lower the own access to `Read`, to add others, and to change others. To add others, the user also needs the permission `addParticipants`; to change others, the permission `changeParticipants`. Adding others with the access `None`, which keeps them out, needs both. Nobody can raise their own access, or set it to `None`.
         */
        put: operations["setParticipant"];
        /**
         * Add a participant if they are not in the conversation
         * @description Adds the user to the conversation, or does nothing if they are in it, or if their access was set to `None`; all are a success. The call needs the same setting and permissions as adding a user with `setParticipant`.
         */
        post: operations["createParticipantIfNotExists"];
        /**
         * Remove a participant
         * @description Removes the user from the conversation. With their own id, the user of the token leaves the conversation. Leaving needs the permission `leaveConversations`, removing others the permission `removeParticipants` and the access `ReadWrite`. Users with the access `Read` who leave cannot join again by themselves, as they would get more access. If the user is not in the conversation, the call is a success too. Their messages stay.
         */
        delete: operations["removeParticipant"];
        options?: never;
        head?: never;
        /**
         * Change a participant
         * @description Changes the properties that are sent, like `setParticipant`, but only of a user who is in the conversation.
         */
        patch: operations["changeParticipant"];
        trace?: never;
    };
    "/v1/{appId}/realtime/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * Stream events
         * @description Opens a stream of server-sent events: what happens in the conversations of the token's user, and changes of the users that the stream watches (see `watchUsers`), each event named by its type. The user is online while a stream is open and its client is alive (see `markStreamAlive`). The `id` of an event is a cursor; sent back as `Last-Event-ID`, it resumes the stream after that event, without lost or repeated events. An event without an `id` is not in the log, so a resume does not repeat it. The first event on a stream is `ready`, after the replay, or `reset`, with the reason why there is no replay. An `id` without an event is a heartbeat that moves the cursor. A client that reads too slowly is disconnected, and can resume.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/search/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * Search the user's conversations
         * @description Returns the conversations with all words of the query in their `subject` or in the text `search` of their `custom`, in both together, the most recently active first. The search covers only conversations to which the user of the token has access.
         */
        get: operations["searchConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/search/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /**
         * Search the messages that the user can see
         * @description Returns the messages with all words of the query, newest first, from conversations in which the user of the token has access. System messages are searched too. A message is found as soon as it is sent, and by its new text as soon as it is edited.
         *     The server looks through the user's conversations, the most recently active first, until it has found a whole page. Long searches take turns with long lists: two calls of an app run at the same time, sixteen more wait for up to 10 seconds, and further calls are a 429.
         */
        get: operations["searchMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{appId}/realtime/streams/{streamId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of an open stream of the token's user.
                 * @example pGmYJ2Fnn0hYb1m8yDVtQ
                 */
                streamId: components["parameters"]["streamId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Choose the users that a stream watches, and say what its client shows
         * @description From now on the stream has `user.created`, `user.updated`, `user.online` and `user.offline` events of exactly these users; before the first call it has no such events. The response brings the client up to date: no change is lost between it and the first event on the stream. The call replaces the set of the previous call, and can be repeated. A stream that resumes is a new stream: call again after each `ready` or `reset`, with the numbers that the client has by then. The call also says which conversation the client shows and whether its window has the focus. `listPresences` returns both until the stream ends, and users are not notified of messages in the conversation that they are looking at.
         */
        put: operations["watchUsers"];
        /**
         * Report that a stream's client is alive
         * @description The user of a stream is online while the client of the stream is alive. The client shows this when it opens the stream, calls `watchUsers` or makes this call. After 100 seconds without any of these calls, the user no longer counts as online for this stream. The next such call makes them online again. The stream itself continues. Call it every 40 seconds.
         */
        post: operations["markStreamAlive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the session
         * @description Returns until when the caller is signed in.
         */
        get: operations["getAdminSession"];
        put?: never;
        /**
         * Begin a session
         * @description Exchanges the code of a link for a session of 12 hours, as a cookie. A code can be used once, on any node. A code that was used, has expired or is unknown is a 401.
         */
        post: operations["createAdminSession"];
        /**
         * End the session
         * @description Ends the session of the caller, on all nodes. A call with the admin key does nothing.
         */
        delete: operations["deleteAdminSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a link for an operator
         * @description Returns a code that begins one session of an operator in a browser, within 10 minutes. `openparley dashboard` does the same for anyone who has access to the database.
         */
        post: operations["createAdminLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the backups
         * @description Lists the backups of the server, the newest first. Backups that were made on the command line, or on another node, are not among them.
         */
        get: operations["listBackups"];
        put?: never;
        /**
         * Make a backup
         * @description Begins a backup of the SQLite database and of the uploaded files, in the folder of the setting `BACKUPS`, and returns at once; `getBackup` says when it is complete. The backup has every write that was confirmed before the call. While a backup is being made, another call is a 429. A server with PostgreSQL makes no backups: use `pg_dump` or base backups. To restore a backup, stop the server and run `openparley restore`.
         */
        post: operations["createBackup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/backups/{backupId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the backup, as `createBackup` returns it. An id of another form is a 404, like an unknown one.
                 * @example backup_7HtvCJLjdZoRsYE2nCXp2n
                 */
                backupId: components["parameters"]["backupId"];
            };
            cookie?: never;
        };
        /**
         * Get a backup
         * @description Returns the state of the backup.
         */
        get: operations["getBackup"];
        put?: never;
        post?: never;
        /**
         * Delete a backup
         * @description Deletes the backup, and the uploaded files that no other backup has. If the backup is still being made, it is stopped.
         */
        delete: operations["deleteBackup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the apps
         * @description Lists the apps of the server, in the order of their ids.
         */
        get: operations["listApps"];
        put?: never;
        /**
         * Create an app
         * @description Creates an app with a first key named `Backend`. The response shows the secret of the key, and no other call does.
         */
        post: operations["createApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/apps/{appId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        /**
         * Get an app
         * @description Returns the app with its settings.
         */
        get: operations["getAppDetails"];
        put?: never;
        post?: never;
        /**
         * Delete an app with its data
         * @description The app is deleted immediately: its keys and tokens are no longer valid, and its streams and deliveries end within seconds. Its data, including files, is deleted in the background, in small steps, which continue after a restart of the server. The id cannot be used again until all data is deleted, which takes at least a minute.
         */
        delete: operations["deleteApp"];
        options?: never;
        head?: never;
        /**
         * Change the settings of an app
         * @description Changes the settings that are sent. Other nodes of the server see the change within a second. Returns the app with all its settings.
         */
        patch: operations["changeApp"];
        trace?: never;
    };
    "/admin/v1/apps/{appId}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        /**
         * List the keys of an app
         * @description Lists the valid keys of the app without their secrets. There are never more than 50, so the list has no pages.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create a key
         * @description Creates one more key, so that each service of yours can have its own. The response shows its secret, and no other call does. An app has at most 50 valid keys.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/apps/{appId}/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the key, as `listKeys` returns it. An id of another form is a 404, like an unknown one.
                 * @example key_1fWkq7VbXh3mQz0TgLc9Ra
                 */
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description Ends the key at once, with the tokens that it signed and the streams that they opened. The last key that does not expire cannot be revoked, because then nobody could use the app. Rotate it instead.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Rename a key
         * @description Changes the name of the key.
         */
        patch: operations["changeKey"];
        trace?: never;
    };
    "/admin/v1/apps/{appId}/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the key, as `listKeys` returns it. An id of another form is a 404, like an unknown one.
                 * @example key_1fWkq7VbXh3mQz0TgLc9Ra
                 */
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a key
         * @description Creates a new key with the same name. The old key expires later. Until then both are valid, with the tokens that they signed. The response shows the secret of the new key, and no other call does.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/apps/{appId}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an app token
         * @description Returns an app token that is valid for 10 minutes. With it, an operator can make the calls of the app.
         */
        post: operations["createAppToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/apps/{appId}/log": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        /**
         * List the newest log entries of an app
         * @description Lists the newest entries of the event log about the app, newest first. Without a conversation or a user, only the newest 10,000 entries of all apps are searched.
         */
        get: operations["listLogEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/apps/{appId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        /**
         * Get the usage of an app
         * @description Returns how many users, conversations, messages and streams the app has now, and how many were created on each day. The numbers are counted from the event log, so the call takes the same time for apps of any size.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/apps/{appId}/users/{userId}/anonymization": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /**
         * Get the state of an anonymization
         * @description Returns the state of the removal of the user's personal data.
         */
        get: operations["getAnonymization"];
        put?: never;
        /**
         * Remove the personal data of a user
         * @description Replaces the name of the user, clears email, phone, pictures, welcome message, availability, custom data and push tokens, removes their reactions, and redacts or deletes their messages in all conversations of the app, also in the event log. Their id, role and locale stay. Streams and webhooks get each change. Files that they uploaded are removed, unless messages are kept. The anonymization runs in the background, in small steps, and continues after a restart of the server; a short one is done within a few seconds, before the call returns. If one is already running for this user, it starts again. Backups are not changed.
         */
        post: operations["createAnonymization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the nodes
         * @description Lists the processes that serve the database, with their open streams.
         */
        get: operations["listNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of the event log
         * @description Returns how much the event log contains, and up to which entry each of its readers has read.
         */
        get: operations["getLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the health of the server
         * @description Returns whether this server accepts requests. It needs no token, so that a load balancer can call it.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "user.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A user was created
         * @description A user was created, by any call.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserCreatedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "user.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A user was changed
         * @description Properties of a user changed, even if only an email address, a phone number or a push token changed.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserUpdatedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A message was sent
         * @description A message was sent, by a user or by the system. Imported messages send no event. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MessageSentWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Messages were read
         * @description A participant has read messages. When a user reads several messages at a time, it is sent once for all of them; `message` is the newest of them that another user sent. It is not sent in conversations with more than 300 participants, or if the message no longer exists. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MessageReadWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A message was changed
         * @description The text, the content or the custom data of a message changed. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MessageUpdatedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A message was deleted
         * @description A message was deleted; `message` has its last state. When a conversation is deleted, this event is not sent for its messages. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MessageDeletedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "conversation.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A conversation was created
         * @description A conversation was created. Its first participants are in a separate event: see `participant.joined`.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConversationCreatedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "conversation.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A conversation was changed
         * @description Properties of a conversation changed.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConversationUpdatedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "conversation.deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A conversation was deleted
         * @description A conversation was deleted with all its messages; `conversation` has its last state.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConversationDeletedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "participant.joined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Users joined a conversation
         * @description Users became participants of a conversation, one or several in one call. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ParticipantJoinedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "participant.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A participant was changed
         * @description The access or the notifications of a participant changed. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ParticipantUpdatedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "participant.left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A user left a conversation
         * @description A user is no longer a participant of a conversation. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ParticipantLeftWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "reaction.added": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A user reacted to a message
         * @description A user reacted to a message with an emoji. It is not sent if the message no longer exists. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReactionAddedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "reaction.removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A reaction was removed
         * @description A user no longer reacts to a message with an emoji. It is not sent if the message no longer exists. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReactionRemovedWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notification.triggered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody has missed messages
         * @description Somebody has missed messages of a conversation. Your backend can inform them by email or push. It is sent once for each recipient, with all messages that they have missed, when the app's `notificationDelay` has passed since the first of them. While somebody types in the conversation, the event is delayed, up to a minute. It is only sent if the recipient has not read the messages and is not looking at the conversation, which means that none of their sessions shows it in a window with the focus. System messages, imported messages and messages of the recipient never trigger it. Participants with `notify: false` or without access are not notified; participants with `MentionsOnly`, and all participants of conversations with more than 300, are notified only of messages that mention them. The event is not sent if the messages no longer exist. The conversation and the users are as they are when the event is first delivered.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NotificationTriggeredWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Another webhook was disabled
         * @description A webhook of the app was disabled because its receiver returned 410, or because every delivery failed for 5 days. The app's other webhooks get this event, so that somebody notices.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookDisabledWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A test
         * @description `testWebhook` was called for this webhook. The event is sent only to this webhook, even if its list of events does not have this type.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
                     * @example evt_8_k3v9x1qz5_0
                     */
                    "webhook-id": components["parameters"]["webhookIdHeader"];
                    /**
                     * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
                     * @example 1623926681
                     */
                    "webhook-timestamp": components["parameters"]["webhookTimestampHeader"];
                    /**
                     * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": components["parameters"]["webhookSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
                     * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
                     */
                    "X-TalkJS-Signature": components["parameters"]["talkSignatureHeader"];
                    /**
                     * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
                     * @example 1623926681104
                     */
                    "X-TalkJS-Timestamp": components["parameters"]["talkTimestampHeader"];
                };
                path?: never;
                cookie?: never;
            };
            /** @description The event. */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookTestWebhook"];
                };
            };
            responses: {
                /** @description The endpoint no longer exists. The webhook is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The event was received. The body is not used. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description The access of a participant. `ReadWrite` reads and sends messages, `Read` only reads them. `None` allows neither: the conversation stays in the user's own list, but the user is no longer listed as a participant.
         * @example ReadWrite
         * @enum {string}
         */
        Access: "ReadWrite" | "Read" | "None";
        /**
         * @description Whether the access is one of the given values (`oneOf`) or none of them (`!oneOf`).
         * @example [
         *       "oneOf",
         *       [
         *         "ReadWrite",
         *         "Read"
         *       ]
         *     ]
         */
        AccessChoice: [
            "oneOf" | "!oneOf",
            components["schemas"]["Access"][]
        ];
        /**
         * @description Whether the access equals (`==`) or does not equal (`!=`) the given one.
         * @example [
         *       "!=",
         *       "None"
         *     ]
         */
        AccessComparison: [
            "==" | "!=",
            components["schemas"]["Access"]
        ];
        /**
         * @description A condition on the user's own access.
         * @example [
         *       "!=",
         *       "None"
         *     ]
         */
        AccessCondition: components["schemas"]["AccessComparison"] | components["schemas"]["AccessChoice"];
        /** @description A button that runs an action of the page that shows the message. Only a backend may send one. */
        ActionButtonNode: {
            /**
             * @description Says that the element is an action shown as a button. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "actionButton";
            /**
             * @description The name of the action.
             * @example confirmOrder
             */
            action: string;
            /**
             * @description The parameters of the action.
             * @example {
             *       "orderId": "391"
             *     }
             */
            params: {
                [key: string]: string;
            };
            children: components["schemas"]["TextNodes"];
        };
        /** @description A link that runs an action of the page that shows the message. Only a backend may send one. */
        ActionLinkNode: {
            /**
             * @description Says that the element is an action shown as a link. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "actionLink";
            /**
             * @description The name of the action.
             * @example confirmOrder
             */
            action: string;
            /**
             * @description The parameters of the action.
             * @example {
             *       "orderId": "391"
             *     }
             */
            params: {
                [key: string]: string;
            };
            children: components["schemas"]["TextNodes"];
        };
        /** @description A code with which an operator can begin a session in a browser, once. */
        AdminLink: {
            code: components["schemas"]["AdminLinkCode"];
            /** @description When it expires. */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /**
         * @description The code of a link, which can be used once.
         * @example Vq7mZr2XkP0cJ8tTo3vUn5bWdLy9hGf1sPa4eKi6uQw
         */
        AdminLinkCode: string;
        /** @description The session of an operator. */
        AdminSession: {
            /**
             * @description When the session expires, or null if the call was made with the admin key.
             * @example 1623969880918
             */
            expiresAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description How to begin a session. */
        AdminSessionToCreate: {
            code: components["schemas"]["AdminLinkCode"];
        };
        /** @description The removal of the personal data of a user, and how far it is. */
        Anonymization: {
            userId: components["schemas"]["UserId"];
            /**
             * @description `none` if it was never requested, `running`, or `done` when everything is removed.
             * @example done
             * @enum {string}
             */
            state: "none" | "running" | "done";
            /**
             * @description When it was requested, or null if it never was.
             * @example 1623926680930
             */
            createdAt: components["schemas"]["Timestamp"] | null;
            /**
             * @description When it was done, or null until then.
             * @example 1623926680930
             */
            finishedAt: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int32
             * @description How many messages of the app it has checked.
             * @example 1284
             */
            checkedMessages: number;
            /**
             * Format: int32
             * @description How many messages it has redacted.
             * @example 12
             */
            redactedMessages: number;
            /**
             * Format: int32
             * @description How many messages it has deleted.
             * @example 1
             */
            deletedMessages: number;
            /**
             * Format: int32
             * @description How many reactions of the user it has removed.
             * @example 3
             */
            removedReactions: number;
            /**
             * Format: int32
             * @description How many conversations it has cleared.
             * @example 2
             */
            clearedConversations: number;
        };
        /** @description The data of a user to remove. */
        AnonymizationToCreate: {
            /** @description The new name of the user. `Deleted user` unless given. */
            name?: components["schemas"]["UserName"];
            /**
             * @description How the messages of the user are handled. `redact` replaces their text and clears their custom data. It deletes messages with a location or a file, since an edit cannot remove these. `delete` deletes all of them, `keep` does not change them. `redact` unless given.
             * @example redact
             * @enum {string}
             */
            messages?: "redact" | "delete" | "keep";
            /** @description The new text of redacted messages. `[removed]` unless given. */
            text?: components["schemas"]["MessageText"];
            /**
             * @description Whether to clear subject, picture, topic, custom data and welcome messages of the conversations in which the user takes part or has written. False unless given.
             * @example true
             */
            conversations?: boolean;
        };
        /**
         * @description Several groups of conditions. A conversation must match all conditions of at least one group. A group cannot contain further groups.
         * @example [
         *       "any",
         *       [
         *         {
         *           "createdAt": [
         *             ">=",
         *             1623926680929
         *           ]
         *         },
         *         {
         *           "hasMessages": false
         *         }
         *       ]
         *     ]
         */
        AnyConversationConditions: [
            "any",
            components["schemas"]["ConversationConditions"][]
        ];
        /**
         * @description Several groups of conditions. A user's conversation must match all conditions of at least one group. A group cannot contain further groups.
         * @example [
         *       "any",
         *       [
         *         {
         *           "createdAt": [
         *             ">=",
         *             1623926680929
         *           ]
         *         },
         *         {
         *           "isUnread": true
         *         }
         *       ]
         *     ]
         */
        AnyUserConversationConditions: [
            "any",
            components["schemas"]["UserConversationConditions"][]
        ];
        /** @description The properties of the app that its backend can read. */
        App: {
            id: components["schemas"]["AppId"];
            /** @description The IETF language tag of users without a language tag. */
            defaultLocale: components["schemas"]["Locale"];
            /**
             * Format: int32
             * @description Seconds from the first message that somebody misses to `notification.triggered`. A longer delay puts more messages into one notification, and messages that are read within the delay cause none.
             * @example 30
             */
            notificationDelay: number;
            custom: components["schemas"]["Custom"];
        };
        /** @description Changes to an app. */
        AppChanges: {
            settings: components["schemas"]["AppSettingsPatch"];
        };
        /** @description An app, as the operator of the server sees it. */
        AppDetails: {
            id: components["schemas"]["AppId"];
            /**
             * @description `active`, or `deleting` while the data of a deleted app is deleted in the background. An app that is being imported has this state too, until its import is complete.
             * @example active
             * @enum {string}
             */
            state: "active" | "deleting";
            /**
             * @description When the app was created, or null if an older version created it, which did not store the time.
             * @example 1623926680918
             */
            createdAt: components["schemas"]["Timestamp"] | null;
            settings: components["schemas"]["AppSettings"];
        };
        /** @description A page of apps. */
        AppDetailsList: {
            /**
             * @description The apps, in the order of their ids.
             * @example []
             */
            data: components["schemas"]["AppDetails"][];
        };
        /**
         * @description The id of an app. One app never sees the data of another.
         * @example q3k1pa9d
         */
        AppId: string;
        /** @description Changes to the app. A field that is not sent is not changed; null resets a field to its default. */
        AppPatch: {
            /** @description The id of the app. When it is sent, it must equal the id in the path. */
            id?: components["schemas"]["AppId"];
            /**
             * @description The IETF language tag of users without a language tag. It applies to new users; existing users keep their locale. Null sets `en-US`.
             * @example en-US
             */
            defaultLocale?: string | null;
            /**
             * Format: int32
             * @description Seconds from the first message that somebody misses to `notification.triggered`, for messages from now on. Null sets 30.
             * @example 60
             */
            notificationDelay?: number | null;
            custom?: components["schemas"]["CustomPatch"];
        };
        /** @description The settings of an app, which its operator changes. */
        AppSettings: {
            /**
             * @description The IETF language tag of users without a language tag.
             * @example en-US
             */
            defaultLocale: string;
            /** @description The version of requests without a version header. */
            apiVersion: components["schemas"]["RestVersion"];
            clientSideUserSync: components["schemas"]["ClientSideUserSync"];
            /**
             * @description Whether user tokens may create conversations, change those that exist, and join them by their ids.
             * @example true
             */
            clientSideConversationSync: boolean;
            /**
             * @description The permissions of the users of each role, by the name of the role. A role that is not listed is as `default`.
             * @example {}
             */
            roles: {
                [key: string]: components["schemas"]["RoleSettings"];
            };
            /**
             * @description The max number of participants of a conversation.
             * @example 10000
             */
            maxParticipants: number;
            /**
             * @description The max lifetime of a user token in seconds, or null for no limit.
             * @example 86400
             */
            maxTokenLifetime: number | null;
            /**
             * @description Whether user tokens without `exp` are accepted. Such tokens stay valid until their key is revoked.
             * @example false
             */
            allowTokensWithoutExpiry: boolean;
            /**
             * @description Whether sessions may use the older signature of their user's id. Such a signature stays valid until its key is revoked.
             * @example false
             */
            allowSignatures: boolean;
            /**
             * @description Origins of the web pages that may make calls, or `*` for all.
             * @example [
             *       "https://shop.example"
             *     ]
             */
            allowedOrigins: string[];
            /**
             * Format: int32
             * @description Seconds from the first message that somebody misses to `notification.triggered`.
             * @example 30
             */
            notificationDelay: number;
            unknownFields: components["schemas"]["UnknownFields"];
        };
        /** @description Settings to change. A setting that is not sent stays as it is, or has its default in a new app; null sets the default. */
        AppSettingsPatch: {
            /**
             * @description The IETF language tag of users without a language tag.
             * @example en-US
             */
            defaultLocale?: string | null;
            /**
             * @description The version of requests without a version header.
             * @example 2024-01-01
             */
            apiVersion?: components["schemas"]["RestVersion"] | null;
            /**
             * @description Which users a user token may create and change.
             * @example own
             */
            clientSideUserSync?: components["schemas"]["ClientSideUserSync"] | null;
            /**
             * @description Whether user tokens may create conversations, change those that exist, and join them by their ids.
             * @example true
             */
            clientSideConversationSync?: boolean | null;
            /**
             * @description The permissions of the users of each role, by the name of the role. A role that is not listed is as `default`. Replaces all roles.
             * @example {
             *       "guest": {
             *         "sendMessages": false
             *       }
             *     }
             */
            roles?: {
                [key: string]: components["schemas"]["RolePermissionsPatch"];
            } | null;
            /**
             * @description The max number of participants of a conversation.
             * @example 10000
             */
            maxParticipants?: number | null;
            /**
             * @description The max lifetime of a user token in seconds, or null for no limit.
             * @example 86400
             */
            maxTokenLifetime?: number | null;
            /**
             * @description Whether user tokens without `exp` are accepted. Such tokens stay valid until their key is revoked.
             * @example false
             */
            allowTokensWithoutExpiry?: boolean | null;
            /**
             * @description Whether sessions may use the older signature of their user's id. Such a signature stays valid until its key is revoked.
             * @example false
             */
            allowSignatures?: boolean | null;
            /**
             * @description Origins of the web pages that may make calls, or `*` for all.
             * @example [
             *       "https://shop.example"
             *     ]
             */
            allowedOrigins?: string[] | null;
            /**
             * Format: int32
             * @description Seconds from the first message that somebody misses to `notification.triggered`.
             * @example 60
             */
            notificationDelay?: number | null;
            /**
             * @description Whether undocumented properties and query parameters are refused or ignored.
             * @example ignore
             */
            unknownFields?: components["schemas"]["UnknownFields"] | null;
        };
        /** @description An app to create. */
        AppToCreate: {
            /** @description The id of the app, which is part of the URL of each of its calls. Without it, the server makes one. */
            id?: components["schemas"]["AppId"];
            settings?: components["schemas"]["AppSettingsPatch"];
        };
        /** @description An app token. */
        AppToken: {
            /**
             * @description A bearer token for the calls with the scheme `serverKey`.
             * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl
             */
            token: string;
            /** @description When it expires. */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /** @description A file sent with a message. */
        Attachment: {
            url: components["schemas"]["FileUrl"];
            /**
             * Format: int64
             * @description The size of the file in bytes.
             * @example 36
             */
            size: number;
            /**
             * @description The size of a picture or a video, and the duration of a video or a sound; null if nothing is known.
             * @example null
             */
            dimensions: components["schemas"]["FileDimensions"] | null;
        };
        /**
         * @description The token of an uploaded file. It can be sent in any number of messages of its app, within a day after the upload or while a message has the file. Any other token is refused with a 400.
         * @example file_1fWkq7VbXh3mQz0TgLc9Ra
         */
        AttachmentToken: string;
        /** @description A link whose text is its own URL, with or without the scheme. */
        AutoLinkNode: {
            /**
             * @description Whether the element is a URL that the text contains. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "autoLink";
            url: components["schemas"]["LinkUrl"];
            /**
             * @description The URL as it was written.
             * @example example.com/orders/391
             */
            text: string;
        };
        /** @description A backup of the database and the uploaded files. */
        Backup: {
            /**
             * @description Its id, chosen by the server.
             * @example backup_7HtvCJLjdZoRsYE2nCXp2n
             */
            id: string;
            /**
             * @description `running` while it is being made; `complete` when all of it is on disk; `failed` if it could not be made, or if some of its files are missing. A failed backup cannot be restored.
             * @example complete
             * @enum {string}
             */
            state: "running" | "complete" | "failed";
            createdAt: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description When it was complete or failed, in Unix milliseconds. Null while the backup is being made, and if the server stopped before its end.
             * @example 1623926700000
             */
            finishedAt: number | null;
            /**
             * @description Why it failed. Null if it did not.
             * @example null
             */
            problem: string | null;
            /**
             * @description The copy of the database on the server, for `openparley restore`. The uploaded files are in the folder `files` beside it. Null unless it is complete.
             * @example /data/parley.db-backups/backup_7HtvCJLjdZoRsYE2nCXp2n.db
             */
            path: string | null;
            /**
             * Format: int64
             * @description The size of the copy of the database. Null until it is complete.
             * @example 4866048
             */
            databaseBytes: number | null;
            /**
             * Format: int64
             * @description The number of uploaded files in the backup. Backups share the files, so that each is copied only once. Null until the backup is complete.
             * @example 12
             */
            files: number | null;
            /**
             * Format: int64
             * @description The size of these files in bytes. Null until the backup is complete.
             * @example 20480
             */
            fileBytes: number | null;
            /**
             * Format: int64
             * @description How many uploaded files were deleted before they could be copied. Null until it is complete.
             * @example 0
             */
            missingFiles: number | null;
        };
        /** @description The backups of the server. */
        BackupList: {
            /**
             * @description The backups, the newest first.
             * @example []
             */
            data: components["schemas"]["Backup"][];
        };
        /**
         * @description A call: a number of your choice, the method, the path and, if needed, the payload and the options.
         * @example [
         *       1,
         *       "GET",
         *       "/users/12081"
         *     ]
         * @example [
         *       2,
         *       "PUT",
         *       "/users/8029",
         *       {
         *         "name": "Sebastian"
         *       }
         *     ]
         */
        BatchCall: [
            number,
            components["schemas"]["BatchMethod"],
            string,
            ({
                [key: string]: unknown;
            } | unknown[] | null)?,
            components["schemas"]["BatchOptions"]?
        ];
        /** @description 1 to 10 calls, in the order in which they are to run. */
        BatchCalls: components["schemas"]["BatchCall"][];
        /**
         * @description The method of a call in a batch.
         * @example GET
         * @enum {string}
         */
        BatchMethod: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
        /** @description Options of a call in a batch. */
        BatchOptions: {
            /** @description The version of the API that the call is written for. Without it, the version of the batch applies. */
            api_version?: components["schemas"]["RestVersion"];
        };
        /**
         * @description The result of a call in a batch. It is the same as for a single call.
         * @example [
         *       2,
         *       200,
         *       {}
         *     ]
         */
        BatchResult: [
            number,
            number,
            unknown
        ];
        /** @description The results of the calls of a batch, in the order of the calls. */
        BatchResults: components["schemas"]["BatchResult"][];
        /** @description Text in bold. */
        BoldNode: {
            /**
             * @description Says that the element is bold text. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "bold";
            children: components["schemas"]["TextNodes"];
        };
        /** @description A list with bullets. Its children are `bulletPoint` elements. */
        BulletListNode: {
            /**
             * @description Says that the element is a list. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "bulletList";
            /**
             * @description The points, in order.
             * @example [
             *       {
             *         "type": "bulletPoint",
             *         "children": [
             *           "Two pairs of boots"
             *         ]
             *       }
             *     ]
             */
            children: components["schemas"]["BulletPointNode"][];
        };
        /** @description One point of a list. */
        BulletPointNode: {
            /**
             * @description Says that the element is a point of a list. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "bulletPoint";
            children: components["schemas"]["TextNodes"];
        };
        /**
         * @description Which users a user token may create and change. `off`: none. `own`: user tokens can change only their own user, except its role. They can create other users, but not change them. `all`: every user, including role, email addresses and push tokens.
         * @example own
         * @enum {string}
         */
        ClientSideUserSync: "off" | "own" | "all";
        /** @description The server ends the stream. Open a new one with the last cursor. */
        ClosedEvent: {
            /**
             * @description Says what happened. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "closed";
            /**
             * @description Why. `token-expired`: the token is no longer valid. `key-revoked`: the secret key that signed the token is no longer valid. `app-deleted`: the app was deleted. `stopping`: the server is shutting down.
             * @example token-expired
             * @enum {string}
             */
            reason: "token-expired" | "key-revoked" | "app-deleted" | "stopping";
        };
        /** @description Text in a fixed-width font, without other formatting. */
        CodeSpanNode: {
            /**
             * @description Says that the element is code. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "codeSpan";
            /**
             * @description The code.
             * @example npm start
             */
            text: string;
        };
        /**
         * @description A kind of text that contact masking hides: `email` addresses, `phone` numbers, `link`s and domains, or a `word` of the app's own list.
         * @example email
         * @enum {string}
         */
        ContactKind: "email" | "phone" | "link" | "word";
        /** @description Which contacts in messages are hidden from the users of a role. */
        ContactMask: {
            messages: components["schemas"]["MaskedMessages"];
            /**
             * @description The kinds of contacts to hide; `word` stands for the words in `words`.
             * @example [
             *       "email",
             *       "phone",
             *       "link",
             *       "word"
             *     ]
             */
            kinds: components["schemas"]["ContactKind"][];
            /**
             * @description Words of the app's own to hide, in upper or lower case, and with any signs or spaces between their parts: `whats app` also hides `Whats-App`.
             * @example [
             *       "whatsapp",
             *       "telegram"
             *     ]
             */
            words: string[];
            /**
             * @description Domains whose links and e-mail addresses are shown, with their subdomains.
             * @example [
             *       "shop.example"
             *     ]
             */
            allowedDomains: string[];
        };
        /** @description Which contacts in messages are hidden from the users of a role. Calls with the secret key, webhooks and exports always show them. */
        ContactMaskPatch: {
            /** @description In which messages contacts are hidden. `others` by default. */
            messages?: components["schemas"]["MaskedMessages"];
            /**
             * @description The kinds of contacts to hide; `word` stands for the words in `words`. All of them by default.
             * @example [
             *       "email",
             *       "phone",
             *       "link",
             *       "word"
             *     ]
             */
            kinds?: components["schemas"]["ContactKind"][];
            /**
             * @description Words of the app's own to hide, in upper or lower case, and with any signs or spaces between their parts: `whats app` also hides `Whats-App`. None by default.
             * @example [
             *       "whatsapp",
             *       "telegram"
             *     ]
             */
            words?: string[];
            /**
             * @description Domains whose links and e-mail addresses are shown, with their subdomains. None by default.
             * @example [
             *       "shop.example"
             *     ]
             */
            allowedDomains?: string[];
        };
        /**
         * @description Email addresses or phone numbers, kept as sent. A single string counts as an array of one; nulls in the array are ignored. Older clients send both forms. Null in place of the array means none.
         * @example [
         *       "alice@example.com"
         *     ]
         * @example alice@example.com
         */
        Contacts: (string | null)[] | string | null;
        /**
         * @description A part of a message. A message has one block, or two if it was sent with a text and a location; clients should be ready for more.
         * @example {
         *       "type": "text",
         *       "children": [
         *         "Hello Alice!"
         *       ]
         *     }
         */
        ContentBlock: components["schemas"]["TextBlock"] | components["schemas"]["FileBlock"] | components["schemas"]["LocationBlock"];
        /**
         * @description A part of a message to send.
         * @example {
         *       "type": "text",
         *       "children": [
         *         "Hello Alice!"
         *       ]
         *     }
         */
        ContentBlockToSend: components["schemas"]["TextBlock"] | components["schemas"]["FileBlockToSend"] | components["schemas"]["LocationBlock"];
        /**
         * @description The content of the message as exactly one block, instead of `text`, `location` or a file. `text` is then its plain form, with all formatting removed, of 1 to 10,000 characters.
         * @example [
         *       {
         *         "type": "text",
         *         "children": [
         *           "Your order is ",
         *           {
         *             "type": "bold",
         *             "children": [
         *               "on its way"
         *             ]
         *           }
         *         ]
         *       }
         *     ]
         */
        ContentToSend: components["schemas"]["ContentBlockToSend"][];
        /** @description A conversation, as the app sees it. */
        Conversation: components["schemas"]["ConversationProfile"] & {
            /**
             * @description Texts shown at the top of the conversation, or null. They are not messages.
             * @example [
             *       "Hello there!"
             *     ]
             */
            welcomeMessages: string[] | null;
            /**
             * @description The newest message, or null if there is none.
             * @example null
             */
            lastMessage: components["schemas"]["Message"] | null;
            /**
             * @description The participants under their user ids. Participants with the access `None` are not listed.
             * @example {
             *       "12081": {
             *         "access": "ReadWrite",
             *         "notify": true,
             *         "isUnread": false,
             *         "joinedAt": 1623926680929,
             *         "readUntil": null
             *       }
             *     }
             */
            participants: {
                [key: string]: components["schemas"]["ConversationParticipant"];
            };
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
            /**
             * @description The topic that the conversation belongs to; the conversation's id unless another was set.
             * @example customer_support
             */
            topicId: string;
        };
        /** @description Conditions on a conversation. It must match all of them. */
        ConversationConditions: {
            custom?: components["schemas"]["CustomFilter"];
            subject?: components["schemas"]["SubjectCondition"];
            /**
             * @description True lists conversations with messages, false lists conversations without messages.
             * @example true
             */
            hasMessages?: boolean;
            /** @description When the conversation was created. */
            createdAt?: components["schemas"]["TimeCondition"];
            /** @description When the newest message was sent, or when the conversation was created if it has no message. */
            lastActivityAt?: components["schemas"]["TimeCondition"];
            /**
             * @deprecated
             * @description Deprecated, use `lastActivityAt`. When the newest message was sent; conversations without messages are not listed.
             */
            lastMessageTs?: components["schemas"]["TimeCondition"];
        };
        /** @description A conversation was created. The next event has its first participants. */
        ConversationCreatedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example conversation.created
             * @constant
             */
            type: "conversation.created";
            conversation: components["schemas"]["ConversationDetails"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conversation.created";
        };
        /** @description A conversation was created. */
        ConversationCreatedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example conversation.created
             * @constant
             */
            type: "conversation.created";
            /** @description The subject of the event. */
            data: {
                conversation: components["schemas"]["Conversation"];
            };
        };
        /** @description A conversation was deleted, with its messages and participants. */
        ConversationDeletedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example conversation.deleted
             * @constant
             */
            type: "conversation.deleted";
            conversationId: components["schemas"]["ConversationId"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conversation.deleted";
        };
        /** @description A conversation was deleted with all its messages. */
        ConversationDeletedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example conversation.deleted
             * @constant
             */
            type: "conversation.deleted";
            /** @description The subject of the event. */
            data: {
                conversation: components["schemas"]["Conversation"];
            };
        };
        /** @description The properties of a conversation, as its participants see them. */
        ConversationDetails: components["schemas"]["ConversationProfile"] & {
            /**
             * @description Shown to someone who opens the conversation.
             * @example [
             *       "Hello there!"
             *     ]
             */
            welcomeMessages: string[];
        };
        /**
         * @description Which conversations to list. An empty filter lists all of them.
         * @example {
         *       "custom": {
         *         "category": [
         *           "==",
         *           "shoes"
         *         ]
         *       }
         *     }
         */
        ConversationFilter: components["schemas"]["ConversationConditions"] | components["schemas"]["AnyConversationConditions"];
        /**
         * @description The id of a conversation, chosen by the caller.
         * @example order_391_fc
         */
        ConversationId: string;
        /** @description A page of conversations. */
        ConversationList: {
            /**
             * @description The conversations, in the requested order.
             * @example []
             */
            data: components["schemas"]["Conversation"][];
        };
        /** @description A participant of a conversation, and whether they have read it. */
        ConversationParticipant: components["schemas"]["UserConversationParticipant"] & {
            /**
             * @description Whether the user has messages to read here, or has marked the conversation as unread.
             * @example true
             */
            isUnread: boolean;
        };
        /** @description Changes to a conversation. A field that is not sent is not changed; null resets a field to its default. */
        ConversationPatch: {
            /** @description The id of the conversation. When it is sent, it must equal the id in the path. */
            id?: components["schemas"]["ConversationId"];
            /**
             * @description Users to add, by default with access `ReadWrite` and all notifications. In an object, each id has the settings with which the user joins. Existing participants do not change, and none is removed. A user listed twice joins once; null adds nobody. A user who does not exist is a fault. Up to 1,000 a call; to add more, call again.
             * @example [
             *       "12081",
             *       "8029"
             *     ]
             * @example {
             *       "8029": {
             *         "access": "Read",
             *         "notify": "MentionsOnly"
             *       },
             *       "12081": {
             *         "access": "ReadWrite",
             *         "notify": true
             *       }
             *     }
             */
            participants?: components["schemas"]["UserId"][] | {
                [key: string]: components["schemas"]["ParticipantSettings"];
            } | null;
            /**
             * @description The subject of the conversation.
             * @example What a lovely day!
             */
            subject?: string | null;
            /**
             * @description Texts shown at the top of the conversation; they replace those stored. A null inside is left out.
             * @example [
             *       "Hello there!"
             *     ]
             */
            welcomeMessages?: (string | null)[] | null;
            custom?: components["schemas"]["CustomPatch"];
            /**
             * @description URL of the conversation's picture. Any string is accepted and kept as sent.
             * @example https://example.com/orders/391.png
             */
            photoUrl?: string | null;
            /**
             * @description The topic that the conversation belongs to. Null sets the conversation's own id.
             * @example customer_support
             */
            topicId?: string | null;
        };
        /** @description The properties of a conversation that all participants and the app see. */
        ConversationProfile: {
            id: components["schemas"]["ConversationId"];
            /**
             * @description The subject of the conversation, or null.
             * @example What a lovely day!
             */
            subject: string | null;
            /**
             * @description URL of the conversation's picture, or null. Any string is accepted.
             * @example https://example.com/orders/391.png
             */
            photoUrl: string | null;
            /** @description Data of your own, as strings under keys you choose. Lists of conversations can be filtered by it. */
            custom: components["schemas"]["Custom"];
            /** @description When the conversation was created. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description A user read a conversation up to its newest message. */
        ConversationReadEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example conversation.read
             * @constant
             */
            type: "conversation.read";
            conversationId: components["schemas"]["ConversationId"];
            userId: components["schemas"]["UserId"];
            readUntil: components["schemas"]["ReadUntil"];
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conversation.read";
        };
        /** @description A conversation as one of its participants sees it, at one moment. */
        ConversationSnapshot: components["schemas"]["ConversationDetails"] & {
            access: components["schemas"]["Access"];
            notify: components["schemas"]["Notify"];
            /**
             * @description The newest message; null if there is none.
             * @example null
             */
            lastMessage: components["schemas"]["MessageSnapshot"] | null;
            /** @description When the newest message was sent, or when the conversation was created if it has no message. */
            lastMessageAt: components["schemas"]["Timestamp"];
            /**
             * Format: int32
             * @description How many messages of others the user has not read.
             * @example 1
             */
            unreadMessageCount: number;
            unreadMentionCount: components["schemas"]["UnreadMentionCount"];
            /**
             * @description Whether the user marked the conversation as unread.
             * @example false
             */
            markedUnread: boolean;
            /**
             * @description Whether the user marked the conversation as unread, or has not read all messages.
             * @example true
             */
            isUnread: boolean;
            joinedAt: components["schemas"]["JoinedAt"];
            readUntil: components["schemas"]["ReadUntil"];
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
            /** @description The newest event that the snapshot includes. Apply later events to it to keep it up to date. */
            lastEventId: components["schemas"]["EventId"];
        };
        /** @description A page of the user's own conversations, newest first. The `lastEventId` of each snapshot says which events it includes. */
        ConversationSnapshotList: {
            /**
             * @description The conversations.
             * @example []
             */
            data: components["schemas"]["ListedConversationSnapshot"][];
            /**
             * @description Whether there are older conversations.
             * @example false
             */
            hasMore: boolean;
        };
        /** @description A participant types. Show this for 10 seconds, or until a message of this user arrives. The event is never sent to the user's own streams, it can be lost, and a resume does not repeat it. A stream gets it after the events that were in the log when the user typed. It is not sent after a newer message of the conversation. */
        ConversationTypingEvent: {
            /**
             * @description Says what happened. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "conversation.typing";
            conversationId: components["schemas"]["ConversationId"];
            userId: components["schemas"]["UserId"];
        };
        /** @description The user of the stream marked a conversation as unread. */
        ConversationUnreadEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example conversation.unread
             * @constant
             */
            type: "conversation.unread";
            conversationId: components["schemas"]["ConversationId"];
            userId: components["schemas"]["UserId"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conversation.unread";
        };
        /** @description A property of a conversation was changed. */
        ConversationUpdatedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example conversation.updated
             * @constant
             */
            type: "conversation.updated";
            conversation: components["schemas"]["ConversationDetails"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conversation.updated";
        };
        /** @description Properties of a conversation changed. */
        ConversationUpdatedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example conversation.updated
             * @constant
             */
            type: "conversation.updated";
            /** @description The subject of the event. */
            data: {
                conversation: components["schemas"]["Conversation"];
            };
        };
        /** @description A conversation to create, and the settings with which the user of the token joins it. */
        CreateConversationParams: {
            /** @description The permissions of the token's user. When it is not sent, `ReadWrite`. `None` is a 400. */
            access?: components["schemas"]["Access"];
            custom?: components["schemas"]["InitialCustom"];
            /** @description When the user of the token is notified. When it is not sent, true, of every message. */
            notify?: components["schemas"]["Notify"];
            /**
             * @description URL of the conversation's picture. Any string is accepted.
             * @example https://example.com/productpictures/454545.png
             */
            photoUrl?: string;
            /**
             * @description The subject of the conversation.
             * @example Black leather boots
             */
            subject?: string;
            /**
             * @description Texts shown at the top of the conversation.
             * @example [
             *       "Hello there!"
             *     ]
             */
            welcomeMessages?: string[];
        };
        /** @description A user to create. */
        CreateUserParams: {
            name: components["schemas"]["UserName"];
            custom?: components["schemas"]["InitialCustom"];
            /**
             * @description The user's email addresses, kept as sent.
             * @example [
             *       "alice@example.com"
             *     ]
             */
            email?: components["schemas"]["Contacts"];
            /**
             * @description A language tag (BCP 47). By default the app's.
             * @example ar
             */
            locale?: string;
            /**
             * @description The user's phone numbers, kept as sent.
             * @example [
             *       "+1123456789"
             *     ]
             */
            phone?: components["schemas"]["Contacts"];
            /**
             * @description URL of the user's picture. Any string is accepted.
             * @example https://example.com/userpictures/12081.png
             */
            photoUrl?: string;
            pushTokens?: components["schemas"]["InitialPushTokens"];
            /**
             * @description The user's role. By default `default`.
             * @example buyer
             */
            role?: string;
            /**
             * @description Shown to someone who opens a conversation with this user.
             * @example Hey there! How are you? :-)
             */
            welcomeMessage?: string;
        };
        /** @description An app with its first key, whose secret is shown only here. */
        CreatedApp: components["schemas"]["AppDetails"] & {
            key: components["schemas"]["SecretKey"];
        };
        /**
         * @description A position in the stream. Send it back unchanged. It is valid on every node. Its format may change between versions.
         * @example V1StGXR8_Z.0.4711.96213570648137
         */
        Cursor: string;
        /**
         * @description Data of your own, as strings under keys you choose.
         * @example {
         *       "category": "order_inquiry"
         *     }
         */
        Custom: {
            [key: string]: string;
        };
        /**
         * @description A condition on one key of the custom data.
         * @example [
         *       "==",
         *       "shoes"
         *     ]
         */
        CustomCondition: components["schemas"]["PresenceCondition"] | components["schemas"]["TextComparison"] | components["schemas"]["TextChoice"];
        /** @description A custom emoji of the app. */
        CustomEmojiNode: {
            /**
             * @description Says that the element is a custom emoji of the app. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "customEmoji";
            /**
             * @description The name of the emoji between colons.
             * @example :party-parrot:
             */
            text: string;
        };
        /**
         * @description Conditions on custom data, by key. A conversation must match all of them.
         * @example {
         *       "category": [
         *         "==",
         *         "shoes"
         *       ]
         *     }
         */
        CustomFilter: {
            [key: string]: components["schemas"]["CustomCondition"];
        };
        /**
         * @description Changes to the custom data, key by key: a string sets the key, null removes it, and other keys stay as they are. Null in place of the object removes every key. After the change there can be up to 100 keys, and up to 64 KiB as JSON in UTF-8. Larger data that an older version stored can only shrink. An empty array counts as an empty object, as PHP serializes it.
         * @example {
         *       "category": "order_inquiry",
         *       "coupon": null
         *     }
         * @example []
         */
        CustomPatch: {
            [key: string]: string | null;
        } | unknown[] | null;
        /**
         * @description One emoji of the Unicode standard, or the name of a custom one between colons. An emoji is stored and returned in its fully qualified form: ❤ without a variation selector is the same reaction as ❤️. Different skin tones are different emoji.
         * @example 🚀
         * @example :party-parrot:
         */
        Emoji: string;
        /** @description An empty response. */
        Empty: Record<string, never>;
        /** @description An empty body. */
        EmptyRequest: Record<string, never>;
        /**
         * @description An item of a stream: something that happened, or a notice about the stream itself.
         * @example {
         *       "type": "user.online",
         *       "userId": "12081"
         *     }
         */
        Event: components["schemas"]["UserCreatedEvent"] | components["schemas"]["UserUpdatedEvent"] | components["schemas"]["UserOnlineEvent"] | components["schemas"]["UserOfflineEvent"] | components["schemas"]["ConversationCreatedEvent"] | components["schemas"]["ConversationUpdatedEvent"] | components["schemas"]["ConversationDeletedEvent"] | components["schemas"]["ParticipantJoinedEvent"] | components["schemas"]["ParticipantUpdatedEvent"] | components["schemas"]["ParticipantLeftEvent"] | components["schemas"]["MessageCreatedEvent"] | components["schemas"]["MessageUpdatedEvent"] | components["schemas"]["MessageDeletedEvent"] | components["schemas"]["MessagesImportedEvent"] | components["schemas"]["ReactionAddedEvent"] | components["schemas"]["ReactionRemovedEvent"] | components["schemas"]["ConversationReadEvent"] | components["schemas"]["ConversationUnreadEvent"] | components["schemas"]["ConversationTypingEvent"] | components["schemas"]["ReadyEvent"] | components["schemas"]["ResetEvent"] | components["schemas"]["ClosedEvent"];
        /**
         * Format: int64
         * @description The number of an event. It grows with each event of a user or of a conversation. Numbers in between can belong to events of other users and conversations.
         * @example 4711
         */
        EventId: number;
        /** @description The state of the event log, which all apps share. */
        EventLog: {
            /**
             * Format: int64
             * @description The id of the newest entry; 0 if there never was one.
             * @example 1024
             */
            newestId: number;
            /**
             * @description The time of the oldest entry that is kept, or null if the log is empty.
             * @example 1623926680918
             */
            oldestAt: components["schemas"]["Timestamp"] | null;
            /**
             * @description The time of the newest entry, or null if the log is empty.
             * @example 1623926680918
             */
            newestAt: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description How many entries are kept, as of the last minute.
             * @example 1000
             */
            events: number;
            /**
             * Format: int64
             * @description The bytes of these entries.
             * @example 512000
             */
            bytes: number;
            /**
             * Format: int64
             * @description About how many of the newest entries cannot be read yet, since an older transaction of the database is still open. It stays near 0 unless some transaction stays open.
             * @example 0
             */
            unsettled: number;
            retention: components["schemas"]["LogRetention"];
            /**
             * @description The readers of the log.
             * @example []
             */
            consumers: components["schemas"]["LogConsumer"][];
        };
        /** @description A message with the message that it replies to, as of an event. */
        EventMessage: components["schemas"]["StreamedMessage"] & {
            /**
             * @description The message to which this message replies; null if there is none, or if it was deleted.
             * @example null
             */
            referencedMessage: components["schemas"]["StreamedMessage"] | null;
            /**
             * @description The users who reacted to the message, and to the message that it replies to. With them, clients know the reactions of their own user. Null if there are more than 250 reactions: then request the message.
             * @example []
             */
            reactedBy: components["schemas"]["Reactors"][] | null;
        };
        /** @description The message of an event, the message that it replies to, and who has read it. */
        EventMessageWithReaders: components["schemas"]["EventMessage"] & {
            readBy: components["schemas"]["Readers"];
        };
        /** @description Server-sent events (`text/event-stream`). The `data` of each frame is the JSON of an `Event`, its `event` is the type of that event, and its `id`, if there is one, is a cursor. */
        EventStream: string;
        /**
         * Format: int64
         * @description The earliest `readUntil` of all participants with access, in milliseconds since the start of 1970 (UTC): all of them have read the messages that were sent until then. Null if somebody with access has read nothing, or if nobody has access.
         * @example 1623926681104
         */
        EveryoneReadUntil: number | null;
        /**
         * @description The faults by their place. Each place has at least one message.
         * @example {
         *       "#/role": [
         *         "Must be string or null."
         *       ]
         *     }
         */
        Faults: {
            [key: string]: string[];
        };
        /** @description A file. */
        FileBlock: components["schemas"]["FileDetails"] & {
            /**
             * @description Says that the block is a file.
             * @example file
             * @constant
             */
            type: "file";
            fileToken: components["schemas"]["AttachmentToken"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "file";
        };
        /** @description A file to send. If a user sends a file that somebody else uploaded, its name in the message is the name that the user sees; see `maskContacts` of their role. */
        FileBlockToSend: {
            /**
             * @description Says that the block is a file. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "file";
            fileToken: components["schemas"]["AttachmentToken"];
        };
        /** @description The bytes of a file. */
        FileBytes: Blob;
        /** @description The details of an uploaded file. */
        FileDetails: {
            subtype: components["schemas"]["FileSubtype"];
            url: components["schemas"]["FileUrl"];
            /**
             * Format: int64
             * @description The size of the file in bytes.
             * @example 36
             */
            size: number;
            /**
             * @description The name of the file.
             * @example receipt-391.txt
             */
            filename: string;
            /**
             * Format: int32
             * @description The width of an image or a video in pixels, or null if it is not known.
             * @example null
             */
            width: number | null;
            /**
             * Format: int32
             * @description The height of an image or a video in pixels, or null if it is not known.
             * @example null
             */
            height: number | null;
            /**
             * Format: double
             * @description The duration of a video or a sound in seconds, or null if it is not known.
             * @example null
             */
            duration: number | null;
        };
        /** @description The size of a picture or a video, and the duration of a video or a sound. */
        FileDimensions: {
            /**
             * Format: int32
             * @description The width in pixels, or null if it is not known.
             * @example 1920
             */
            width: number | null;
            /**
             * Format: int32
             * @description The height in pixels, or null if it is not known.
             * @example 1080
             */
            height: number | null;
            /**
             * Format: double
             * @description The duration in seconds, or null if it is not known.
             * @example null
             */
            duration: number | null;
        };
        /**
         * @description How to show the file: `image` for a PNG, JPEG, GIF, WebP or AVIF picture of at most 16,384 pixels in each direction, `video` and `audio` for formats of browsers, `voice` for a sound that was uploaded as a voice message, `generic` for any other file, which browsers only download.
         * @example generic
         * @enum {string}
         */
        FileSubtype: "generic" | "image" | "video" | "audio" | "voice";
        /** @description A file, and what is known about it. The fields may come before or after the file. */
        FileUpload: {
            /**
             * @description The bytes of the file, at least one. The field occurs once.
             * @example Order 391: two pairs of boots, paid.
             */
            file: Blob;
            /**
             * @description The name of the file, instead of the name that its part has. Folders before the name and control characters are removed, and a name of more than 255 characters is cut.
             * @example receipt-391.txt
             */
            filename?: string;
            /**
             * Format: int32
             * @description The width of a video in pixels. The type of a picture is read from its bytes.
             * @example 1920
             */
            width?: number;
            /**
             * Format: int32
             * @description The height of a video in pixels. The type of a picture is read from its bytes.
             * @example 1080
             */
            height?: number;
            /**
             * Format: double
             * @description The duration of a video or a sound in seconds.
             * @example 12.5
             */
            duration?: number;
            /**
             * @description Whether a sound is a recorded voice message. Its `subtype` is then `voice`.
             * @example true
             */
            voice?: boolean;
        };
        /**
         * @description URL of the file. Anyone who has the URL can download the file without a token, until the last message with the file is deleted.
         * @example http://127.0.0.1:8080/v1/q3k1pa9d/files/file_1fWkq7VbXh3mQz0TgLc9Ra/receipt-391.txt
         */
        FileUrl: string;
        /**
         * @description True or false. The forms `True` and `False` of Python are accepted too.
         * @example true
         */
        Flag: boolean | ("True" | "False");
        /** @description The state of a server that accepts requests. */
        Health: {
            /**
             * @description Always `ok`; a server that cannot accept requests returns 503 instead.
             * @example ok
             * @constant
             */
            status: "ok";
        };
        /**
         * Format: int32
         * @description Milliseconds between heartbeats. If a stream sends nothing for several intervals, the connection is lost.
         * @example 15000
         */
        Heartbeat: number;
        /**
         * @description A string that makes it safe to repeat the call. For 24 hours, a message with a key that was already used in this conversation is not sent again: the response has the id of the first message.
         * @example order-391-greeting
         */
        IdempotencyKey: string;
        /** @description The messages that were imported, in the order of the call. */
        ImportedMessages: components["schemas"]["SentMessage"][];
        /**
         * @description Data of your own, as strings under keys you choose: up to 100 keys, and up to 64 KiB as JSON in UTF-8. Null, and an empty array as PHP writes it, count as an empty object.
         * @example {
         *       "category": "order_inquiry"
         *     }
         * @example []
         */
        InitialCustom: {
            [key: string]: string;
        } | unknown[] | null;
        /**
         * @description The devices to register for push notifications, up to 100. A key is the provider (`fcm` or `apns`), a colon and the device's token. True registers one; false does nothing. An empty array counts as an empty object, as PHP serializes it.
         * @example {
         *       "fcm:MY_TOKEN_ID": true
         *     }
         */
        InitialPushTokens: {
            [key: string]: boolean;
        } | unknown[];
        /** @description The users whose changes are invalid, under their ids. Each has its faults under a JSON pointer into the change: `#` for the change as a whole, `#/email` for one field. */
        InvalidUsers: {
            [key: string]: components["schemas"]["Faults"];
        };
        /** @description Text in italics. */
        ItalicNode: {
            /**
             * @description Says that the element is text in italics. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "italic";
            children: components["schemas"]["TextNodes"];
        };
        /**
         * Format: int64
         * @description When the user joined the conversation, in milliseconds since the start of 1970 (UTC). If they left or lost their access and joined again, this is the last time.
         * @example 1623926680929
         */
        JoinedAt: number;
        /** @description A secret key of an app, without its secret. */
        Key: {
            id: components["schemas"]["KeyId"];
            name: components["schemas"]["KeyName"];
            /**
             * @description The first characters of the secret.
             * @example sk_4fTz2K
             */
            prefix: string;
            /**
             * @description When the key was created, or null if an older version created it, which did not store the time.
             * @example 1623926680918
             */
            createdAt: components["schemas"]["Timestamp"] | null;
            /**
             * @description When the key, or a token that it signed, was last accepted, to about a minute; null if it never was.
             * @example 1623926680918
             */
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            /**
             * @description When the key ends, or null if it is valid until it is rotated or revoked.
             * @example null
             */
            expiresAt: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description The id of a key, chosen by the server.
         * @example key_1fWkq7VbXh3mQz0TgLc9Ra
         */
        KeyId: string;
        /** @description The valid keys of an app. */
        KeyList: {
            /**
             * @description The keys that do not expire come first, then the others, newest first.
             * @example []
             */
            data: components["schemas"]["Key"][];
        };
        /**
         * @description The purpose of the key.
         * @example Backend
         */
        KeyName: string;
        /** @description Changes to a key. */
        KeyPatch: {
            name: components["schemas"]["KeyName"];
        };
        /** @description How to rotate a key. */
        KeyRotation: {
            /**
             * @description How many seconds the old key stays valid, with the tokens that it signed. Default a day; 0 ends the old key immediately.
             * @example 3600
             */
            overlap?: number;
        };
        /** @description A key to create. */
        KeyToCreate: {
            name: components["schemas"]["KeyName"];
        };
        /** @description A link with its own text. Only a backend may send one. */
        LinkNode: {
            /**
             * @description Says that the element is a link. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "link";
            url: components["schemas"]["LinkUrl"];
            children: components["schemas"]["TextNodes"];
        };
        /**
         * @description A whole URL, of the scheme `https`, `http`, `mailto` or `tel`.
         * @example https://example.com/orders/391
         */
        LinkUrl: string;
        /** @description A page of the user's own conversations, newest first. The `lastEventId` of each snapshot says which events it includes. A client can show the page before it has a stream: a stream that is opened with `cursor` as `Last-Event-ID` begins with all later events. */
        ListedConversationList: {
            /**
             * @description The conversations.
             * @example []
             */
            data: components["schemas"]["ListedConversationSnapshot"][];
            /**
             * @description Whether there are older conversations.
             * @example false
             */
            hasMore: boolean;
            cursor: components["schemas"]["Cursor"];
        };
        /** @description A conversation in the list of its user. */
        ListedConversationSnapshot: components["schemas"]["ConversationSnapshot"] & {
            /**
             * @description The participants who joined last, the user of the token among them, as the list of participants returns them. Null without the parameter `participants`, which is their maximum number.
             * @example null
             */
            participants: components["schemas"]["ParticipantSnapshotList"] | null;
        };
        /** @description A participant in a list, with the id of the user. */
        ListedParticipant: components["schemas"]["ConversationParticipant"] & {
            userId: components["schemas"]["UserId"];
        };
        /**
         * @description An IETF language tag. It is stored as sent.
         * @example en-US
         */
        Locale: string;
        /**
         * @description A place on Earth: latitude, then longitude, in degrees.
         * @example [
         *       51.5081,
         *       -0.1281
         *     ]
         */
        Location: number[];
        /** @description A place on Earth. */
        LocationBlock: {
            /**
             * @description Says that the block is a place. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "location";
            /**
             * Format: double
             * @description Degrees north of the equator.
             * @example 51.5081
             */
            latitude: number;
            /**
             * Format: double
             * @description Degrees east of the meridian of Greenwich.
             * @example -0.1281
             */
            longitude: number;
        };
        /**
         * @description A place on Earth: latitude (-90 to 90), then longitude (-180 to 180), in degrees.
         * @example [
         *       51.5081,
         *       -0.1281
         *     ]
         */
        LocationToSend: [
            number,
            number
        ];
        /** @description A reader of the event log that continues where it was after a restart. */
        LogConsumer: {
            /**
             * @description The kind of reader, such as `usage`, or `webhook` with an id.
             * @example usage
             */
            name: string;
            /**
             * @description Whether the log keeps the entries that it has not read yet.
             * @example false
             */
            enabled: boolean;
            /**
             * Format: int64
             * @description About how many entries of the log it has not read yet.
             * @example 0
             */
            lag: number;
            /**
             * @description The time of the first entry that it has not read yet, or null if it has read all.
             * @example 1623926680918
             */
            behindSince: components["schemas"]["Timestamp"] | null;
        };
        /** @description An entry of the event log. */
        LogEntry: {
            id: components["schemas"]["EventId"];
            /**
             * @description What happened.
             * @example message.created
             */
            type: string;
            /** @description When it happened. */
            createdAt: components["schemas"]["Timestamp"];
            /**
             * @description The conversation, or null if it is only about a user.
             * @example order_391_fc
             */
            conversationId: components["schemas"]["ConversationId"] | null;
            /**
             * @description The user that it is about, or the only participant who may see it; else null.
             * @example null
             */
            userId: components["schemas"]["UserId"] | null;
            /**
             * @description The event as streams send it. The parts that only webhooks get are left out.
             * @example {
             *       "id": 1024,
             *       "type": "message.deleted"
             *     }
             */
            event: {
                [key: string]: unknown;
            };
        };
        /** @description A page of entries of the event log. */
        LogEntryList: {
            /**
             * @description The entries, newest first.
             * @example []
             */
            data: components["schemas"]["LogEntry"][];
        };
        /** @description The bounds of the event log. The first bound that is reached applies. */
        LogRetention: {
            /**
             * @description The max age of entries, in hours.
             * @example 168
             */
            hours: number;
            /**
             * @description The max number of entries.
             * @example 1000000
             */
            events: number;
            /**
             * Format: int64
             * @description The max bytes of all entries.
             * @example 1073741824
             */
            bytes: number;
        };
        /** @description The properties of every event in the log. */
        LoggedEvent: {
            id: components["schemas"]["EventId"];
            /** @description When it happened. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /**
         * @description The kinds of contacts that are hidden from the user in this message and shown as `•••`. Absent if nothing is hidden; see `maskContacts` of the user's role.
         * @example [
         *       "email"
         *     ]
         */
        Masked: components["schemas"]["ContactKind"][];
        /**
         * @description Where contacts are hidden: in messages of `others`, or in `all` messages, including the user's own. Contacts in subjects and welcome messages of conversations are always hidden.
         * @example others
         * @enum {string}
         */
        MaskedMessages: "others" | "all";
        /** @description A mention of a user. When it is sent, they must be a participant with access other than `None`. */
        MentionNode: {
            /**
             * @description Says that the element is a mention. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "mention";
            /** @description The user who is mentioned. */
            id: components["schemas"]["UserId"];
            /**
             * @description Their name when the message was sent. Clients show it after an `@`.
             * @example Alice
             */
            text: string;
        };
        /** @description A message, as stored, and who has read it. */
        Message: components["schemas"]["StoredMessage"] & {
            readBy: components["schemas"]["Readers"];
        };
        /** @description Changes to a message. At least one field is needed; a field that is not sent is not changed. */
        MessageChanges: {
            text?: components["schemas"]["MessageText"];
            mentions?: components["schemas"]["TextMentions"];
            /** @description The new content of the message, as one block, instead of `text`. It replaces the text and the location. */
            content?: components["schemas"]["ContentToSend"];
            custom?: components["schemas"]["CustomPatch"];
        };
        /**
         * @description The content of the message as blocks. Clients show these; `text` and `plaintext` are without formatting.
         * @example [
         *       {
         *         "type": "text",
         *         "children": [
         *           "Your order is ",
         *           {
         *             "type": "bold",
         *             "children": [
         *               "on its way"
         *             ]
         *           }
         *         ]
         *       }
         *     ]
         */
        MessageContent: components["schemas"]["ContentBlock"][];
        /** @description A message was sent. */
        MessageCreatedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example message.created
             * @constant
             */
            type: "message.created";
            message: components["schemas"]["EventMessageWithReaders"];
            /**
             * @description The users whom it mentions, except its sender. Each of these participants has one more unread mention.
             * @example [
             *       "12081"
             *     ]
             */
            mentions: components["schemas"]["UserId"][];
            /**
             * @description The `idempotencyKey` with which a user token sent the message. With it, a client can recognize its own message. Null if the message was sent without a key, or by the backend.
             * @example null
             */
            idempotencyKey: components["schemas"]["IdempotencyKey"] | null;
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.created";
        };
        /** @description A message was deleted. */
        MessageDeletedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example message.deleted
             * @constant
             */
            type: "message.deleted";
            messageId: components["schemas"]["MessageId"];
            conversationId: components["schemas"]["ConversationId"];
            /**
             * @description Who had sent the message, or null for a system message.
             * @example 8029
             */
            senderId: string | null;
            /**
             * @description Who had read it; for an imported message, every participant. All other participants have one unread message less, except the sender.
             * @example [
             *       "12081"
             *     ]
             */
            readBy: components["schemas"]["UserId"][];
            /**
             * @description The users whom it mentioned when it was sent, except its sender; empty for an imported message. Participants who had not read it have one unread mention less.
             * @example [
             *       "12081"
             *     ]
             */
            mentions: components["schemas"]["UserId"][];
            /** @description When the newest remaining message was sent, or when the conversation was created if it has no message. */
            lastMessageAt: components["schemas"]["Timestamp"];
            /**
             * @description The newest message of the conversation after the event, or null if there is none.
             * @example null
             */
            lastMessage: components["schemas"]["EventMessage"] | null;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.deleted";
        };
        /** @description A message was deleted. */
        MessageDeletedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example message.deleted
             * @constant
             */
            type: "message.deleted";
            /** @description The subject of the event. */
            data: {
                /**
                 * @description Who sent the message, or null for a system message.
                 * @example null
                 */
                sender: components["schemas"]["User"] | null;
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["Message"];
            };
        };
        /** @description The properties of a message at one moment, as a participant sees them. */
        MessageDetails: components["schemas"]["MessageProfile"] & {
            /**
             * @description The user who sent the message, as of now; null for a system message.
             * @example null
             */
            sender: components["schemas"]["UserSnapshot"] | null;
            /**
             * @description The text of the message without formatting, empty if it has none. Use it in lists and notifications, and show `content` in the conversation itself.
             * @example Hello Alice!
             */
            plaintext: string;
            masked?: components["schemas"]["Masked"];
            /**
             * @description The reactions to the message, one item per emoji, the oldest first.
             * @example []
             */
            reactions: components["schemas"]["ReactionSnapshot"][];
        };
        /**
         * @description The id of a message, chosen by the server.
         * @example msg_7HtvCJLjdZoRsYE2nCXp2n
         */
        MessageId: string;
        /** @description A page of messages. */
        MessageList: {
            /**
             * @description The messages, newest first unless asked otherwise.
             * @example []
             */
            data: components["schemas"]["Message"][];
        };
        /**
         * @description The origin of a message: from a chat client (`web`), through the API of the backend (`rest`), by an import (`import`) or as a reply to a notification email (`email`).
         * @example rest
         * @enum {string}
         */
        MessageOrigin: "web" | "rest" | "import" | "email";
        /** @description Changes to a message. At least one field is needed; a field that is not sent is not changed. */
        MessagePatch: {
            text?: components["schemas"]["MessageText"];
            mentions?: components["schemas"]["TextMentions"];
            /** @description The new content of the message, as one block, instead of `text`. It replaces the text, the location and the file. */
            content?: components["schemas"]["ContentToSend"];
            custom?: components["schemas"]["CustomPatch"];
        };
        /** @description The properties of a message that are the same for everyone. */
        MessageProfile: {
            id: components["schemas"]["MessageId"];
            /** @description The conversation in which the message was sent. */
            conversationId: components["schemas"]["ConversationId"];
            type: components["schemas"]["MessageType"];
            /**
             * @description The user who sent the message; null for a system message.
             * @example 8029
             */
            senderId: components["schemas"]["UserId"] | null;
            content: components["schemas"]["MessageContent"];
            custom: components["schemas"]["Custom"];
            origin: components["schemas"]["MessageOrigin"];
            /** @description When the message was sent. Within a conversation, each message has a later time than the one before it, even if several are sent in one call or in the same millisecond. */
            createdAt: components["schemas"]["Timestamp"];
            /**
             * @description When the message was last edited, or null if it never was.
             * @example null
             */
            editedAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description A participant has read messages. */
        MessageReadWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example message.read
             * @constant
             */
            type: "message.read";
            /** @description The subject of the event. */
            data: {
                /** @description Who has read the message. */
                recipient: components["schemas"]["User"];
                /**
                 * @description Who sent the message, or null for a system message.
                 * @example null
                 */
                sender: components["schemas"]["User"] | null;
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["Message"];
            };
        };
        /** @description A message was sent, by a user or by the system. */
        MessageSentWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example message.sent
             * @constant
             */
            type: "message.sent";
            /** @description The subject of the event. */
            data: {
                /**
                 * @description Who sent the message, or null for a system message.
                 * @example null
                 */
                sender: components["schemas"]["User"] | null;
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["Message"];
                /**
                 * @description The ids of the users whom it mentions, without its sender.
                 * @example [
                 *       "12081"
                 *     ]
                 */
                mentions: components["schemas"]["UserId"][];
            };
        };
        /** @description A message as a participant of the conversation sees it, at one moment. */
        MessageSnapshot: components["schemas"]["MessageDetails"] & {
            /**
             * @description The key with which the user of the token sent this message, so that a client can recognize its own message if it did not get the response. Null for messages of others, for those sent without a key, and after the backend has replaced the text or the content.
             * @example null
             */
            idempotencyKey: components["schemas"]["IdempotencyKey"] | null;
            /**
             * @description The message to which this message replies; null if there is none, or if it was deleted.
             * @example null
             */
            referencedMessage: components["schemas"]["ReferencedMessageSnapshot"] | null;
        };
        /** @description A page of messages, newest first. */
        MessageSnapshotList: {
            /**
             * @description The messages.
             * @example []
             */
            data: components["schemas"]["MessageSnapshot"][];
            /**
             * @description Whether there are older messages.
             * @example false
             */
            hasMore: boolean;
            /**
             * @description Whether there are newer messages. True with `startingAfter`.
             * @example false
             */
            hasNewer: boolean;
            /** @description The newest event of the conversation that the page includes. Apply later events to it to keep it up to date. */
            lastEventId: components["schemas"]["EventId"];
        };
        /**
         * @description The text of a message, 1 to 10,000 characters of any script. It is kept exactly as sent; its formatting is read into `content`.
         * @example Hello Alice!
         */
        MessageText: string;
        /** @description A message of a participant that was sent elsewhere. It needs `createdAt` or `timestamp`, and `text` or `attachmentToken`. */
        MessageToImport: {
            /**
             * @description Says that a user wrote the message.
             * @example UserMessage
             * @constant
             */
            type: "UserMessage";
            /** @description The user who sent the message. They must be a participant, with access or without. */
            sender: components["schemas"]["UserId"];
            /** @description The text of the message. It may be left out if there is an `attachmentToken`. */
            text?: components["schemas"]["MessageText"];
            /** @description When the message was sent. It must not be in the future. */
            createdAt?: components["schemas"]["Timestamp"];
            /**
             * @deprecated
             * @description The older name of `createdAt`. If both are sent, they must be equal.
             */
            timestamp?: components["schemas"]["Timestamp"];
            /**
             * @description The participants who have read the message. The sender is ignored.
             * @example [
             *       "12081"
             *     ]
             */
            readBy?: components["schemas"]["UserId"][];
            /** @description The token of an uploaded file of the app. Any other token is refused with a 400. */
            attachmentToken?: components["schemas"]["AttachmentToken"];
            custom?: components["schemas"]["InitialCustom"];
            idempotencyKey?: components["schemas"]["IdempotencyKey"];
        };
        /**
         * @description A message to send. Its `type` determines whether it has a sender.
         * @example {
         *       "type": "UserMessage",
         *       "text": "Hello Alice!",
         *       "sender": "8029"
         *     }
         * @example {
         *       "type": "UserMessage",
         *       "text": null,
         *       "sender": "8029",
         *       "location": [
         *         51.5081,
         *         -0.1281
         *       ]
         *     }
         */
        MessageToSend: components["schemas"]["UserMessageToSend"] | components["schemas"]["SystemMessageToSend"];
        /**
         * @description Whether a user wrote the message (`UserMessage`) or it has no sender (`SystemMessage`).
         * @example UserMessage
         * @enum {string}
         */
        MessageType: "UserMessage" | "SystemMessage";
        /** @description A message was edited. */
        MessageUpdatedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example message.updated
             * @constant
             */
            type: "message.updated";
            message: components["schemas"]["EventMessageWithReaders"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.updated";
        };
        /** @description The text, the content or the custom data of a message changed. */
        MessageUpdatedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example message.updated
             * @constant
             */
            type: "message.updated";
            /** @description The subject of the event. */
            data: {
                /**
                 * @description Who sent the message, or null for a system message.
                 * @example null
                 */
                sender: components["schemas"]["User"] | null;
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["Message"];
            };
        };
        /** @description Messages were imported into a conversation. A client that shows messages from between these times should load them again. No unread count changes. */
        MessagesImportedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example messages.imported
             * @constant
             */
            type: "messages.imported";
            conversationId: components["schemas"]["ConversationId"];
            /**
             * @description How many messages were imported.
             * @example 2
             */
            count: number;
            /** @description The time of the oldest of them. */
            from: components["schemas"]["Timestamp"];
            /** @description The time of the newest of them. */
            to: components["schemas"]["Timestamp"];
            /** @description When the newest message of the conversation was sent. */
            lastMessageAt: components["schemas"]["Timestamp"];
            /**
             * @description The newest message of the conversation after the event; null in an event that an older version stored.
             * @example null
             */
            lastMessage: components["schemas"]["EventMessage"] | null;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "messages.imported";
        };
        /** @description 1 to 1,000 messages. */
        MessagesToImport: components["schemas"]["MessageToImport"][];
        /** @description 1 to 10 messages, in the order in which to send them. */
        MessagesToSend: components["schemas"]["MessageToSend"][];
        /**
         * @description The name that other users see.
         * @example Alice
         */
        Name: string;
        /** @description Somebody has missed messages of a conversation. */
        NotificationTriggeredWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example notification.triggered
             * @constant
             */
            type: "notification.triggered";
            /** @description The subject of the event. */
            data: {
                /**
                 * @description The id of the notification, the same in each repeat.
                 * @example ntf_96_1a2b3c4d5
                 */
                notificationId: string;
                /** @description Who has missed the messages. */
                recipient: components["schemas"]["User"];
                /** @description Who sent the newest of the messages. */
                sender: components["schemas"]["User"];
                conversation: components["schemas"]["Conversation"];
                /**
                 * @description The messages that the recipient has missed, oldest first; if there are more than 30, the newest.
                 * @example []
                 */
                messages: components["schemas"]["Message"][];
            };
        };
        /**
         * @description When a participant is notified: of every message (true), never (false), or only of messages that mention them.
         * @example true
         * @example MentionsOnly
         */
        Notify: boolean | "MentionsOnly";
        /** @description The permissions of a user with a user token. */
        OwnPermissions: {
            /**
             * @description The user's role; `default` unless another was set.
             * @example default
             */
            role: string;
            permissions: components["schemas"]["RolePermissions"];
            clientSideUserSync: components["schemas"]["ClientSideUserSync"];
            /**
             * @description Whether user tokens may create conversations, change those that exist, and join them by their ids.
             * @example true
             */
            clientSideConversationSync: boolean;
        };
        /** @description Users joined a conversation, or joined it again. Everyone in the conversation gets the event, the users who joined too. Users who join by the same call share one event. */
        ParticipantJoinedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example participant.joined
             * @constant
             */
            type: "participant.joined";
            conversation: components["schemas"]["ConversationDetails"];
            /**
             * @description Everyone who joined.
             * @example [
             *       {
             *         "userId": "12081",
             *         "access": "ReadWrite",
             *         "notify": true,
             *         "lastMessageAt": 1623926681050,
             *         "unreadMessageCount": 0,
             *         "unreadMentionCount": 0,
             *         "markedUnread": false,
             *         "joinedAt": 1623926681050,
             *         "readUntil": null
             *       }
             *     ]
             */
            participants: components["schemas"]["ParticipantState"][];
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
            /**
             * @description The newest message of the conversation, or null if there is none.
             * @example null
             */
            lastMessage: components["schemas"]["EventMessage"] | null;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "participant.joined";
        };
        /** @description Users became participants of a conversation, one or several in one call. */
        ParticipantJoinedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example participant.joined
             * @constant
             */
            type: "participant.joined";
            /** @description The subject of the event. */
            data: {
                conversation: components["schemas"]["Conversation"];
                /**
                 * @description The settings of those who joined.
                 * @example [
                 *       {
                 *         "userId": "12081",
                 *         "access": "ReadWrite",
                 *         "notify": true,
                 *         "isUnread": false,
                 *         "joinedAt": 1623926680929,
                 *         "readUntil": null
                 *       }
                 *     ]
                 */
                participants: components["schemas"]["ListedParticipant"][];
                /**
                 * @description The users who joined, in the order of `participants`.
                 * @example []
                 */
                users: components["schemas"]["User"][];
            };
        };
        /** @description A user left a conversation. It is the last event of the conversation that they receive. */
        ParticipantLeftEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example participant.left
             * @constant
             */
            type: "participant.left";
            conversationId: components["schemas"]["ConversationId"];
            userId: components["schemas"]["UserId"];
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "participant.left";
        };
        /** @description A user is no longer a participant of a conversation. */
        ParticipantLeftWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example participant.left
             * @constant
             */
            type: "participant.left";
            /** @description The subject of the event. */
            data: {
                conversation: components["schemas"]["Conversation"];
                user: components["schemas"]["User"];
            };
        };
        /** @description A page of participants. */
        ParticipantList: {
            /**
             * @description The participants, in the order of their user ids.
             * @example []
             */
            data: components["schemas"]["ListedParticipant"][];
        };
        /** @description Changes to the settings of a participant. Omitted settings do not change. */
        ParticipantPatch: {
            access?: components["schemas"]["Access"];
            notify?: components["schemas"]["Notify"];
        };
        /** @description The settings of a participant. Omitted settings are set to their defaults. */
        ParticipantSettings: {
            /** @description The permissions of the user. When it is not sent, `ReadWrite`. */
            access?: components["schemas"]["Access"];
            /** @description When the user is notified. When it is not sent, true, of every message. */
            notify?: components["schemas"]["Notify"];
        };
        /** @description A participant of a conversation, at one moment. */
        ParticipantSnapshot: {
            user: components["schemas"]["UserSnapshot"];
            access: components["schemas"]["Access"];
            notify: components["schemas"]["Notify"];
            joinedAt: components["schemas"]["JoinedAt"];
            /** @description The newest event of the conversation that the snapshot includes. Apply later events to it to keep it up to date. */
            lastEventId: components["schemas"]["EventId"];
        };
        /** @description A page of the participants of a conversation. */
        ParticipantSnapshotList: {
            /**
             * @description The participants, newest joined first.
             * @example []
             */
            data: components["schemas"]["ParticipantSnapshot"][];
            /**
             * @description Whether there are more participants after this page.
             * @example false
             */
            hasMore: boolean;
            /** @description The newest event of the conversation that the page includes. Apply later events to it to keep it up to date. */
            lastEventId: components["schemas"]["EventId"];
        };
        /** @description A participant, with the initial state of the conversation as they see it. */
        ParticipantState: components["schemas"]["UserConversationParticipant"] & {
            userId: components["schemas"]["UserId"];
            /** @description When the newest message was sent, or when the conversation was created if it has no message. */
            lastMessageAt: components["schemas"]["Timestamp"];
            /**
             * Format: int32
             * @description How many messages of others the participant has not read.
             * @example 1
             */
            unreadMessageCount: number;
            unreadMentionCount: components["schemas"]["UnreadMentionCount"];
            /**
             * @description Whether the participant marked the conversation as unread.
             * @example false
             */
            markedUnread: boolean;
        };
        /** @description The access or the notifications of a participant were changed. If the access is `None`, it is the last event of the conversation that they receive. */
        ParticipantUpdatedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example participant.updated
             * @constant
             */
            type: "participant.updated";
            conversation: components["schemas"]["ConversationDetails"];
            participant: components["schemas"]["ParticipantState"];
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
            /**
             * @description The newest message of the conversation, or null if there is none.
             * @example null
             */
            lastMessage: components["schemas"]["EventMessage"] | null;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "participant.updated";
        };
        /** @description The access or the notifications of a participant changed. */
        ParticipantUpdatedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example participant.updated
             * @constant
             */
            type: "participant.updated";
            /** @description The subject of the event. */
            data: {
                conversation: components["schemas"]["Conversation"];
                participant: components["schemas"]["ListedParticipant"];
                user: components["schemas"]["User"];
            };
        };
        /** @description The presence of a user who is online. */
        Presence: {
            /**
             * @description Says that the user is online.
             * @example online
             * @constant
             */
            status: "online";
            /**
             * @description Always empty, as every session counts as a widget.
             * @example []
             */
            backgroundSessions: components["schemas"]["PresenceSession"][];
            /**
             * @description The user's sessions, up to 20.
             * @example [
             *       {
             *         "selectedConversationId": "order_391_fc",
             *         "custom": {},
             *         "hasFocus": true,
             *         "isTyping": false,
             *         "sessionId": "pGmYJ2Fnn0hYb1m8yDVtQ"
             *       }
             *     ]
             */
            widgets: components["schemas"]["PresenceSession"][];
        };
        /**
         * @description Whether the key is there (`exists`) or not (`!exists`).
         * @example exists
         * @enum {string}
         */
        PresenceCondition: "exists" | "!exists";
        /** @description Which online users to list, and which of their sessions. */
        PresenceFilter: {
            /**
             * @description The users to ask about, up to 1,000. A user who does not exist is not online.
             * @example [
             *       "12081",
             *       "8029"
             *     ]
             */
            userIds?: components["schemas"]["UserId"][];
            /**
             * @description Whether to include users who have only background sessions. Every session counts as a widget here, so this changes nothing. False by default.
             * @example true
             */
            includeBackgroundSessions?: boolean;
            /**
             * @description Lists only sessions that show this conversation. With null, lists only sessions that show no conversation.
             * @example order_391_fc
             */
            selectedConversationId?: components["schemas"]["ConversationId"] | null;
            /**
             * @description True lists only sessions with the focus, false only sessions without it.
             * @example true
             */
            hasFocus?: boolean;
            /**
             * @description True lists only sessions whose user types, false only the other sessions.
             * @example true
             */
            isTyping?: boolean;
        };
        /** @description A session of a user who is online. */
        PresenceSession: {
            /**
             * @description The conversation that the session shows, as `watchUsers` last set it; null if none.
             * @example order_391_fc
             */
            selectedConversationId: string | null;
            /** @description Data of the session. Sessions have no data, so it is empty. */
            custom: components["schemas"]["Custom"];
            /**
             * @description Whether the session's window has the focus, as `watchUsers` last set it.
             * @example true
             */
            hasFocus: boolean;
            /**
             * @description Whether the user types in the conversation that the session shows, or in any if it shows none.
             * @example false
             */
            isTyping: boolean;
            /**
             * @description The id of the session, which is that of its event stream.
             * @example pGmYJ2Fnn0hYb1m8yDVtQ
             */
            sessionId: string;
        };
        /** @description Who is online. */
        Presences: {
            /**
             * @description The users who are online, by id.
             * @example {}
             */
            data: {
                [key: string]: components["schemas"]["Presence"];
            };
        };
        /** @description A description of the error, in the format of RFC 9457. */
        Problem: {
            /**
             * Format: uri
             * @description The URI of the problem's type. The last part is its code; programs can rely on it.
             * @example urn:parley:problem:not-found
             */
            type: string;
            /**
             * @description The name of the problem, the same for every occurrence.
             * @example Not found
             */
            title: string;
            /**
             * @description The HTTP status of the response.
             * @example 404
             */
            status: number;
            /**
             * @description The details of this occurrence.
             * @example There is no conversation "order_391_fc".
             */
            detail: string;
        };
        /**
         * @description The devices registered for push notifications, or null when there are none. A key is the provider (`fcm` or `apns`), a colon and the device's token; the value is true.
         * @example {
         *       "fcm:MY_TOKEN_ID": true
         *     }
         */
        PushTokens: {
            [key: string]: boolean;
        } | null;
        /**
         * @description Changes to the registered devices: true registers a device, null or false unregisters it, and devices that are not sent stay. Null in place of the object unregisters all of them. After the change there can be up to 100. An empty array counts as an empty object, as PHP serializes it.
         * @example {
         *       "fcm:MY_TOKEN_ID": true,
         *       "apns:MY_OLD_TOKEN_ID": null
         *     }
         * @example []
         */
        PushTokensPatch: {
            [key: string]: boolean | null;
        } | unknown[] | null;
        /** @description How many users reacted to a message with an emoji. */
        Reaction: {
            emoji: components["schemas"]["Emoji"];
            /**
             * Format: int32
             * @description How many users reacted with it.
             * @example 2
             */
            count: number;
        };
        /** @description A user reacted to a message with an emoji. */
        ReactionAddedEvent: components["schemas"]["LoggedEvent"] & components["schemas"]["ReactionChange"] & {
            /**
             * @description Says what happened.
             * @example reaction.added
             * @constant
             */
            type: "reaction.added";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "reaction.added";
        };
        /** @description A user reacted to a message with an emoji. */
        ReactionAddedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example reaction.added
             * @constant
             */
            type: "reaction.added";
            /** @description The subject of the event. */
            data: {
                user: components["schemas"]["User"];
                emoji: components["schemas"]["Emoji"];
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["Message"];
            };
        };
        /** @description Which reaction to a message changed. */
        ReactionChange: {
            conversationId: components["schemas"]["ConversationId"];
            messageId: components["schemas"]["MessageId"];
            emoji: components["schemas"]["Emoji"];
            userId: components["schemas"]["UserId"];
            /**
             * @description The reactions to the message after the event, one item per emoji, the oldest first.
             * @example []
             */
            reactions: components["schemas"]["Reaction"][];
        };
        /** @description The reaction of a user to a message was removed. */
        ReactionRemovedEvent: components["schemas"]["LoggedEvent"] & components["schemas"]["ReactionChange"] & {
            /**
             * @description Says what happened.
             * @example reaction.removed
             * @constant
             */
            type: "reaction.removed";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "reaction.removed";
        };
        /** @description A user no longer reacts to a message with an emoji. */
        ReactionRemovedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example reaction.removed
             * @constant
             */
            type: "reaction.removed";
            /** @description The subject of the event. */
            data: {
                user: components["schemas"]["User"];
                emoji: components["schemas"]["Emoji"];
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["Message"];
            };
        };
        /** @description How many users reacted to a message with an emoji, and whether the user of the token did. */
        ReactionSnapshot: components["schemas"]["Reaction"] & {
            /**
             * @description Whether the user of the token is one of them.
             * @example false
             */
            currentUserReacted: boolean;
        };
        /** @description The users who reacted to a message with an emoji. */
        Reactors: {
            messageId: components["schemas"]["MessageId"];
            emoji: components["schemas"]["Emoji"];
            /**
             * @description The users.
             * @example [
             *       "12081"
             *     ]
             */
            userIds: components["schemas"]["UserId"][];
        };
        /**
         * Format: int64
         * @description When the newest message that the user has read was sent, in milliseconds since the start of 1970 (UTC); null if they have read none. A user who marks the conversation as read has read all of its messages; a user who sends a message while they have no unread messages has read their own message. It does not change when that message is deleted.
         * @example 1623926681104
         */
        ReadUntil: number | null;
        /**
         * @description The participants who have read the message. The sender is never among them.
         * @example [
         *       "12081"
         *     ]
         */
        Readers: components["schemas"]["UserId"][];
        /** @description The stream has sent all past events; all further events are live. */
        ReadyEvent: {
            /**
             * @description Says what happened. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "ready";
            /**
             * Format: int32
             * @description How many events the resume replayed before this one; 0 on a new stream.
             * @example 3
             */
            replayed: number;
            heartbeat: components["schemas"]["Heartbeat"];
            streamId: components["schemas"]["StreamId"];
        };
        /** @description The message to which another message replies, as a participant sees it. */
        ReferencedMessageSnapshot: components["schemas"]["MessageDetails"] & {
            /**
             * @description The message to which this message replies, even if that message was deleted; null if it is not a reply.
             * @example null
             */
            referencedMessageId: components["schemas"]["MessageId"] | null;
        };
        /** @description The events after the cursor cannot be replayed; all further events are live. Fetch new snapshots. */
        ResetEvent: {
            /**
             * @description Says what happened. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "reset";
            /**
             * @description Why. `expired`: they are older than the log. `restored`: the database was restored to an earlier state, or the cursor is from another database. `too-far`: there are too many events.
             * @example expired
             * @enum {string}
             */
            reason: "expired" | "restored" | "too-far";
            heartbeat: components["schemas"]["Heartbeat"];
            streamId: components["schemas"]["StreamId"];
        };
        /**
         * @description A version of this API, named by its date.
         * @example 2024-01-01
         * @enum {string}
         */
        RestVersion: "2021-01-01" | "2021-02-09" | "2021-07-30" | "2024-01-01";
        /** @description The permissions of a role's users with a user token. */
        RolePermissions: {
            /**
             * @description Whether they may send messages.
             * @example true
             */
            sendMessages: boolean;
            /**
             * @description Whether they may edit their own messages.
             * @example true
             */
            editOwnMessages: boolean;
            /**
             * @description Whether they may delete their own messages.
             * @example true
             */
            deleteOwnMessages: boolean;
            /**
             * @description Whether they may edit the messages of others.
             * @example true
             */
            editAnyMessage: boolean;
            /**
             * @description Whether they may delete the messages of others.
             * @example true
             */
            deleteAnyMessage: boolean;
            /**
             * @description Whether they may add and remove their own reactions.
             * @example true
             */
            react: boolean;
            /**
             * @description Whether they may upload files.
             * @example true
             */
            uploadFiles: boolean;
            /**
             * @description Whether they may see who is typing.
             * @example true
             */
            seeTyping: boolean;
            /**
             * @description Whether they may leave conversations.
             * @example true
             */
            leaveConversations: boolean;
            /**
             * @description Whether they may add participants, if `clientSideConversationSync` is on.
             * @example true
             */
            addParticipants: boolean;
            /**
             * @description If `clientSideConversationSync` is on: whether they may change the access of other participants, and when those are notified.
             * @example true
             */
            changeParticipants: boolean;
            /**
             * @description Whether they may remove other users from conversations.
             * @example true
             */
            removeParticipants: boolean;
            /**
             * @description Whether they may send links with their own text.
             * @example true
             */
            sendLinks: boolean;
        };
        /** @description What the users of a role may do and see with a user token. A permission that is not sent is that of the role `default`, or else the default of the permission. */
        RolePermissionsPatch: {
            /**
             * @description Whether they may send messages.
             * @example true
             */
            sendMessages?: boolean;
            /**
             * @description Whether they may edit their own messages.
             * @example true
             */
            editOwnMessages?: boolean;
            /**
             * @description Whether they may delete their own messages.
             * @example true
             */
            deleteOwnMessages?: boolean;
            /**
             * @description Whether they may edit the messages of others.
             * @example true
             */
            editAnyMessage?: boolean;
            /**
             * @description Whether they may delete the messages of others.
             * @example true
             */
            deleteAnyMessage?: boolean;
            /**
             * @description Whether they may add and remove their own reactions.
             * @example true
             */
            react?: boolean;
            /**
             * @description Whether they may upload files.
             * @example true
             */
            uploadFiles?: boolean;
            /**
             * @description Whether they may see who is typing.
             * @example true
             */
            seeTyping?: boolean;
            /**
             * @description Whether they may leave conversations.
             * @example true
             */
            leaveConversations?: boolean;
            /**
             * @description Whether they may add participants, if `clientSideConversationSync` is on.
             * @example true
             */
            addParticipants?: boolean;
            /**
             * @description If `clientSideConversationSync` is on: whether they may change the access of other participants, and when those are notified.
             * @example true
             */
            changeParticipants?: boolean;
            /**
             * @description Whether they may remove other users from conversations.
             * @example true
             */
            removeParticipants?: boolean;
            /**
             * @description Whether they may send links with their own text.
             * @example true
             */
            sendLinks?: boolean;
            /**
             * @description Which contacts in messages are hidden from them. Null hides none.
             * @example {
             *       "messages": "others"
             *     }
             */
            maskContacts?: components["schemas"]["ContactMaskPatch"] | null;
        };
        /** @description What the users of a role may do and see with a user token. */
        RoleSettings: components["schemas"]["RolePermissions"] & {
            /**
             * @description Which contacts in messages are hidden from them; null if no contacts are hidden.
             * @example null
             */
            maskContacts: components["schemas"]["ContactMask"] | null;
        };
        /** @description A message that was found, with its conversation. */
        SearchMessage: components["schemas"]["MessageSnapshot"] & {
            conversation: components["schemas"]["ListedConversationSnapshot"];
        };
        /** @description A page of messages that were found, newest first. */
        SearchMessageList: {
            /**
             * @description The messages.
             * @example []
             */
            data: components["schemas"]["SearchMessage"][];
            /**
             * @description Whether there are older messages.
             * @example false
             */
            hasMore: boolean;
        };
        /** @description A key with its secret, which is shown only here. */
        SecretKey: components["schemas"]["Key"] & {
            /**
             * @description The secret key: for the app's backend, never for a browser. It allows all calls of the app, and signs its tokens.
             * @example sk_4fTz2KbWnPd0FrGyq3k1pa9dXuRh7sYe
             */
            secret: string;
        };
        /** @description A message that the user of the token sends. */
        SendMessageParams: {
            text?: components["schemas"]["MessageText"];
            mentions?: components["schemas"]["TextMentions"];
            /** @description The content of the message as one block, instead of `text`. */
            content?: components["schemas"]["ContentToSend"];
            custom?: components["schemas"]["InitialCustom"];
            /** @description The message to which this message replies. It must be in the same conversation. */
            referencedMessageId?: components["schemas"]["MessageId"];
            /** @description A string that makes it safe to repeat the call. For 24 hours, a call with a key that the user already used in this conversation sends nothing: the response has the message that was sent first. The event of the message contains the key, and so do the snapshots that the user gets. Keys of other users and of the backend are different keys. */
            idempotencyKey?: components["schemas"]["IdempotencyKey"];
        };
        /** @description A message that was sent. */
        SentMessage: {
            id: components["schemas"]["MessageId"];
        };
        /** @description The messages that were sent, in the order of the call. */
        SentMessages: components["schemas"]["SentMessage"][];
        /** @description A process that serves the database. A process that ended without notice is listed for a few more seconds. */
        ServerNode: {
            /**
             * @description The stream's id, which is new at each start.
             * @example V1StGXR8_Z5jdHi6B-myT
             */
            id: string;
            /**
             * @description Whether the node has responded to this call.
             * @example true
             */
            isThis: boolean;
            /**
             * Format: int64
             * @description Its open streams.
             * @example 1
             */
            streams: number;
        };
        /** @description The nodes of the server. */
        ServerNodeList: {
            /**
             * @description The nodes.
             * @example []
             */
            data: components["schemas"]["ServerNode"][];
        };
        /** @description Changes to a conversation, and to the user's own settings in it. Omitted properties do not change. */
        SetConversationParams: {
            /** @description The permissions of the token's user. When it is not sent, `ReadWrite` for one who joins. `None` is a 400. */
            access?: components["schemas"]["Access"];
            custom?: components["schemas"]["CustomPatch"];
            /** @description When the user of the token is notified. When it is not sent, true for one who joins. */
            notify?: components["schemas"]["Notify"];
            /**
             * @description URL of the conversation's picture. Any string is accepted. Null means none.
             * @example https://example.com/productpictures/454545.png
             */
            photoUrl?: string | null;
            /**
             * @description The subject of the conversation. Null means nothing.
             * @example Black leather boots
             */
            subject?: string | null;
            /**
             * @description Texts shown at the top of the conversation; they replace those stored. Null means none.
             * @example [
             *       "Hello there!"
             *     ]
             */
            welcomeMessages?: string[] | null;
        };
        /** @description Changes to a user. Omitted properties do not change. */
        SetUserParams: {
            name?: components["schemas"]["UserName"];
            custom?: components["schemas"]["CustomPatch"];
            /**
             * @description The user's email addresses, kept as sent. Null means none.
             * @example [
             *       "alice@example.com"
             *     ]
             */
            email?: components["schemas"]["Contacts"];
            /**
             * @description A language tag (BCP 47). Null resets it to the default.
             * @example ar
             */
            locale?: string | null;
            /**
             * @description The user's phone numbers, kept as sent. Null means none.
             * @example [
             *       "+1123456789"
             *     ]
             */
            phone?: components["schemas"]["Contacts"];
            /**
             * @description URL of the user's picture. Any string is accepted. Null means none.
             * @example https://example.com/userpictures/12081.png
             */
            photoUrl?: string | null;
            pushTokens?: components["schemas"]["PushTokensPatch"];
            /**
             * @description The user's role. Null resets it to the default.
             * @example buyer
             */
            role?: string | null;
            /**
             * @description Shown to someone who opens a conversation with this user. Null means none.
             * @example Hey there! How are you? :-)
             */
            welcomeMessage?: string | null;
        };
        /** @description A user who reacted to a message with an emoji, as a participant sees them. */
        SingleReactionSnapshot: {
            user: components["schemas"]["UserSnapshot"];
            /** @description When the user reacted. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description A page of users who reacted to a message with an emoji. */
        SingleReactionSnapshotList: {
            /**
             * @description The reactions, the first one first.
             * @example []
             */
            data: components["schemas"]["SingleReactionSnapshot"][];
            /**
             * @description Whether there are more reactions after this page.
             * @example false
             */
            hasMore: boolean;
            /** @description The newest event of the conversation that the page includes. Apply later events to it to keep it up to date. */
            lastEventId: components["schemas"]["EventId"];
        };
        /** @description A message, as stored. */
        StoredMessage: components["schemas"]["MessageProfile"] & {
            /**
             * @description The text of the message exactly as it was sent, or null if it was sent with a location or a file alone. If it was sent as `content`, this is its plain form.
             * @example Hello Alice!
             */
            text: components["schemas"]["MessageText"] | null;
            /**
             * @description The place sent with the message, or null.
             * @example null
             */
            location: components["schemas"]["Location"] | null;
            /**
             * @description The file sent with the message, or null.
             * @example null
             */
            attachment: components["schemas"]["Attachment"] | null;
            /**
             * @description The message to which this message replies, or null.
             * @example msg_7HtvCJLjdZoRsYE2nCXp2n
             */
            referencedMessageId: components["schemas"]["MessageId"] | null;
            /**
             * @description The reactions to the message, one item per emoji, the oldest first.
             * @example []
             */
            reactions: components["schemas"]["Reaction"][];
        };
        /**
         * @description The id of an open stream, from its `ready` or `reset` event. It cannot be guessed, it works only for the user of the token, and it is valid until the stream ends.
         * @example pGmYJ2Fnn0hYb1m8yDVtQ
         */
        StreamId: string;
        /** @description A message in an event, as the user of the stream sees it. */
        StreamedMessage: components["schemas"]["StoredMessage"] & {
            masked?: components["schemas"]["Masked"];
        };
        /** @description Text that is struck through. */
        StrikethroughNode: {
            /**
             * @description Says that the element is text that is struck through. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "strikethrough";
            children: components["schemas"]["TextNodes"];
        };
        /**
         * @description Whether the subject is one of the given values (`oneOf`) or none of them (`!oneOf`).
         * @example [
         *       "oneOf",
         *       [
         *         "Black leather boots",
         *         null
         *       ]
         *     ]
         */
        SubjectChoice: [
            "oneOf" | "!oneOf",
            (string | null)[]
        ];
        /**
         * @description Whether the subject equals (`==`) or does not equal (`!=`) the given one.
         * @example [
         *       "!=",
         *       null
         *     ]
         */
        SubjectComparison: [
            "==" | "!=",
            string | null
        ];
        /**
         * @description A condition on the subject. Null matches conversations without a subject.
         * @example [
         *       "==",
         *       "Black leather boots"
         *     ]
         */
        SubjectCondition: components["schemas"]["SubjectComparison"] | components["schemas"]["SubjectChoice"];
        /** @description A message without a sender, such as a note about the state of an order. */
        SystemMessageToSend: {
            /**
             * @description Says that the message has no sender. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "SystemMessage";
            /**
             * @deprecated
             * @description A system message has no sender; null and an empty string are accepted too.
             * @example null
             * @enum {string|null}
             */
            sender?: null | "";
            /**
             * @description The text of the message. It is parsed for links and formatting such as `*bold*`; docs/message-text.md describes the syntax. It may be left out, or null, if there is `content`, a location or an attachment.
             * @example The order has been shipped.
             */
            text?: components["schemas"]["MessageText"] | null;
            /**
             * @description The users whom `text` mentions, in the order of the text. Each is the next `@` with its name after the previous mention. Null means none.
             * @example [
             *       {
             *         "id": "12081",
             *         "text": "Alice"
             *       }
             *     ]
             */
            mentions?: components["schemas"]["TextMentions"] | null;
            /**
             * @description The content of the message as one block, instead of `text`, `location` and `attachmentToken`. Null means that it is not sent.
             * @example [
             *       {
             *         "type": "text",
             *         "children": [
             *           "Your order is ",
             *           {
             *             "type": "bold",
             *             "children": [
             *               "on its way"
             *             ]
             *           }
             *         ]
             *       }
             *     ]
             */
            content?: components["schemas"]["ContentToSend"] | null;
            custom?: components["schemas"]["InitialCustom"];
            /**
             * @description The message to which this message replies. It must be in the same conversation. Null means none.
             * @example msg_7HtvCJLjdZoRsYE2nCXp2n
             */
            referencedMessageId?: components["schemas"]["MessageId"] | null;
            /**
             * @description A string that makes it safe to repeat the call. For 24 hours, a message with a key that was already used in this conversation is not sent again: the response has the id of the first message. Null means none.
             * @example order-391-greeting
             */
            idempotencyKey?: components["schemas"]["IdempotencyKey"] | null;
            /**
             * @description The place to send with the message. Null means none.
             * @example [
             *       51.5081,
             *       -0.1281
             *     ]
             */
            location?: components["schemas"]["LocationToSend"] | null;
            /**
             * @description The token of an uploaded file of the app, to send with the message. Any other token is refused with a 400. Null means none.
             * @example file_1fWkq7VbXh3mQz0TgLc9Ra
             */
            attachmentToken?: components["schemas"]["AttachmentToken"] | null;
        };
        /** @description A formatted text. */
        TextBlock: {
            /**
             * @description Says that the block is a text. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text";
            children: components["schemas"]["TextNodes"];
        };
        /**
         * @description Whether the value is one of the given values (`oneOf`) or none of them (`!oneOf`).
         * @example [
         *       "oneOf",
         *       [
         *         "shoes",
         *         "boots"
         *       ]
         *     ]
         */
        TextChoice: [
            "oneOf" | "!oneOf",
            string[]
        ];
        /**
         * @description Whether the value equals (`==`) or does not equal (`!=`) the given one.
         * @example [
         *       "==",
         *       "shoes"
         *     ]
         */
        TextComparison: [
            "==" | "!=",
            string
        ];
        /**
         * @description A formatted part of a text. Only a backend may send `link`, `actionLink` and `actionButton`.
         * @example {
         *       "type": "bold",
         *       "children": [
         *         "on its way"
         *       ]
         *     }
         */
        TextElement: components["schemas"]["BoldNode"] | components["schemas"]["ItalicNode"] | components["schemas"]["StrikethroughNode"] | components["schemas"]["BulletListNode"] | components["schemas"]["BulletPointNode"] | components["schemas"]["CodeSpanNode"] | components["schemas"]["LinkNode"] | components["schemas"]["AutoLinkNode"] | components["schemas"]["ActionLinkNode"] | components["schemas"]["ActionButtonNode"] | components["schemas"]["CustomEmojiNode"] | components["schemas"]["MentionNode"];
        /** @description A user whom a typed text mentions, by the name after an `@` in it. */
        TextMention: {
            /** @description The user who is mentioned, a participant with access other than `None`. */
            id: components["schemas"]["UserId"];
            /**
             * @description The name, without the `@`. The text must contain it after an `@`.
             * @example Alice
             */
            text: string;
        };
        /**
         * @description The users whom `text` mentions, in the order of the text. Each is the next `@` with its name after the previous mention, so a user who is mentioned twice is listed twice. In code and in links, the name stays text.
         * @example [
         *       {
         *         "id": "12081",
         *         "text": "Alice"
         *       }
         *     ]
         */
        TextMentions: components["schemas"]["TextMention"][];
        /**
         * @description A part of a text, either a string without formatting or an element.
         * @example Hello Alice!
         */
        TextNode: string | components["schemas"]["TextElement"];
        /**
         * @description Parts of a text, in order. They are nested at most 20 deep, and at most 256 KiB of JSON in all.
         * @example [
         *       "Your order is ",
         *       {
         *         "type": "bold",
         *         "children": [
         *           "on its way"
         *         ]
         *       }
         *     ]
         */
        TextNodes: components["schemas"]["TextNode"][];
        /**
         * @description Whether the time is after (`>`) or before (`<`) the given one; `>=` and `<=` also match the same time.
         * @example [
         *       ">=",
         *       1623926680929
         *     ]
         */
        TimeComparison: [
            ">" | "<" | ">=" | "<=",
            components["schemas"]["Timestamp"]
        ];
        /**
         * @description A condition on a time.
         * @example [
         *       ">=",
         *       1623926680929
         *     ]
         */
        TimeCondition: components["schemas"]["TimeComparison"] | components["schemas"]["TimeRange"];
        /**
         * @description Whether the time is between the two given ones (`between`) or not (`!between`). The first value is part of the range, the second is not. The second cannot be before the first.
         * @example [
         *       "between",
         *       [
         *         1623926680929,
         *         1623926700942
         *       ]
         *     ]
         */
        TimeRange: [
            "between" | "!between",
            components["schemas"]["Timestamp"][]
        ];
        /**
         * Format: int64
         * @description A time, in milliseconds since the start of 1970 (UTC), up to 2^53 - 1, which every language can represent exactly.
         * @example 1623926680918
         */
        Timestamp: number;
        /**
         * @description Whether requests with undocumented properties or query parameters are refused, or these are ignored.
         * @example refuse
         * @enum {string}
         */
        UnknownFields: "refuse" | "ignore";
        /**
         * Format: int32
         * @description How many of the unread messages of others mentioned the user when they were sent. Edits do not change this number.
         * @example 0
         */
        UnreadMentionCount: number;
        /** @description How much a user has not read, over all conversations with access. */
        UnreadTotal: {
            /**
             * Format: int32
             * @description How many conversations have unread messages of others, or are marked as unread by the user.
             * @example 2
             */
            unreadConversationCount: number;
            /**
             * Format: int32
             * @description How many messages of others the user has not read.
             * @example 5
             */
            unreadMessageCount: number;
            unreadMentionCount: components["schemas"]["UnreadMentionCount"];
            /**
             * @description Whether there may be more: only the 1,000 unread conversations with the newest activity are counted.
             * @example false
             */
            hasMore: boolean;
        };
        /** @description An uploaded file. Its type is read from its bytes. */
        UploadedFile: components["schemas"]["FileDetails"] & {
            attachmentToken: components["schemas"]["AttachmentToken"];
            /**
             * @description The media type with which the file is served. It is `application/octet-stream` if the format of the bytes is not recognized, which is always so for text.
             * @example application/octet-stream
             */
            type: string;
        };
        /** @description How much data an app has, and what was created in it on each day. It is a few seconds old. */
        Usage: {
            now: components["schemas"]["UsageCounts"];
            /**
             * Format: int64
             * @description The open streams, on all nodes.
             * @example 1
             */
            streams: number;
            /**
             * @description The days without gaps, oldest first.
             * @example []
             */
            days: components["schemas"]["UsageDay"][];
        };
        /** @description How many users, conversations and messages. */
        UsageCounts: {
            /**
             * Format: int64
             * @description Users.
             * @example 2
             */
            users: number;
            /**
             * Format: int64
             * @description Conversations.
             * @example 1
             */
            conversations: number;
            /**
             * Format: int64
             * @description Messages, imported ones included.
             * @example 3
             */
            messages: number;
        };
        /** @description The number of objects created on a day. */
        UsageDay: components["schemas"]["UsageCounts"] & {
            /**
             * Format: date
             * @description The day (UTC).
             * @example 2021-06-17
             */
            date: string;
        };
        /** @description A user, as stored. */
        User: components["schemas"]["UserProfile"] & {
            /**
             * @deprecated
             * @description URL of the user's header picture, or null. Older clients set it; prefer `photoUrl`.
             * @example https://example.com/headers/12081.png
             */
            headerPhotoUrl: string | null;
            /**
             * @description The user's email addresses, or null.
             * @example [
             *       "alice@example.com"
             *     ]
             */
            email: string[] | null;
            /**
             * @description The user's phone numbers, or null.
             * @example [
             *       "+1123456789"
             *     ]
             */
            phone: string[] | null;
            /**
             * @description The user's own text about when they can be reached, or null.
             * @example Back on Monday
             */
            availabilityText: string | null;
            /** @description When the user was created. */
            createdAt: components["schemas"]["Timestamp"];
            pushTokens: components["schemas"]["PushTokens"];
        };
        /** @description A conversation, as one of its participants sees it. */
        UserConversation: components["schemas"]["ConversationProfile"] & {
            /**
             * @description Texts shown at the top of the conversation, or null. They are not messages.
             * @example [
             *       "Hello there!"
             *     ]
             */
            welcomeMessages: string[] | null;
            /**
             * @description The newest message, or null if there is none.
             * @example null
             */
            lastMessage: components["schemas"]["Message"] | null;
            /**
             * Format: int32
             * @description How many messages of others the user has not read. Their own messages do not count.
             * @example 1
             */
            unreadMessageCount: number;
            unreadMentionCount: components["schemas"]["UnreadMentionCount"];
            /**
             * @description Whether the user has messages to read here, or has marked the conversation as unread. In the second case it is true even if `unreadMessageCount` is 0.
             * @example true
             */
            isUnread: boolean;
            /**
             * @description The participants under their user ids. Participants with the access `None` are not listed.
             * @example {
             *       "12081": {
             *         "access": "ReadWrite",
             *         "notify": true,
             *         "joinedAt": 1623926680929,
             *         "readUntil": null
             *       }
             *     }
             */
            participants: {
                [key: string]: components["schemas"]["UserConversationParticipant"];
            };
            everyoneReadUntil: components["schemas"]["EveryoneReadUntil"];
            /**
             * @description The topic that the conversation belongs to; the conversation's id unless another was set.
             * @example customer_support
             */
            topicId: string;
        };
        /** @description Conditions on a conversation and on the user's participation in it. It must match all of them. */
        UserConversationConditions: {
            custom?: components["schemas"]["CustomFilter"];
            subject?: components["schemas"]["SubjectCondition"];
            /**
             * @description True lists conversations with messages, false lists conversations without messages.
             * @example true
             */
            hasMessages?: boolean;
            /** @description When the conversation was created. */
            createdAt?: components["schemas"]["TimeCondition"];
            /** @description When the newest message was sent, or when the conversation was created if it has no message. */
            lastActivityAt?: components["schemas"]["TimeCondition"];
            /**
             * @deprecated
             * @description Deprecated, use `lastActivityAt`. When the newest message was sent; conversations without messages are not listed.
             */
            lastMessageTs?: components["schemas"]["TimeCondition"];
            access?: components["schemas"]["AccessCondition"];
            /**
             * @description True lists conversations with unread messages or marked as unread, false all others.
             * @example true
             */
            isUnread?: boolean;
            /** @description When the user joined the conversation, the latest time if they came back. */
            joinedAt?: components["schemas"]["TimeCondition"];
            /**
             * @deprecated
             * @description Deprecated, use `isUnread`, which means the same.
             * @example true
             */
            hasUnreadMessages?: boolean;
        };
        /**
         * @description Which of a user's conversations to list. An empty filter lists all of them.
         * @example {
         *       "custom": {
         *         "category": [
         *           "==",
         *           "shoes"
         *         ]
         *       },
         *       "access": [
         *         "==",
         *         "ReadWrite"
         *       ]
         *     }
         */
        UserConversationFilter: components["schemas"]["UserConversationConditions"] | components["schemas"]["AnyUserConversationConditions"];
        /** @description A page of one user's conversations. */
        UserConversationList: {
            /**
             * @description The conversations, in the requested order.
             * @example []
             */
            data: components["schemas"]["UserConversation"][];
        };
        /** @description A participant of a conversation. */
        UserConversationParticipant: {
            access: components["schemas"]["Access"];
            notify: components["schemas"]["Notify"];
            joinedAt: components["schemas"]["JoinedAt"];
            readUntil: components["schemas"]["ReadUntil"];
        };
        /** @description A change to the messages that one user has read. */
        UserConversationPatch: {
            /**
             * @description False marks the conversation and all its messages as read. True marks the conversation as unread and leaves its messages alone. Null changes nothing.
             * @example false
             */
            isUnread?: boolean | null;
        };
        /** @description A user was created. */
        UserCreatedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example user.created
             * @constant
             */
            type: "user.created";
            user: components["schemas"]["UserProfile"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "user.created";
        };
        /** @description A user was created, by any call. */
        UserCreatedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example user.created
             * @constant
             */
            type: "user.created";
            /** @description The subject of the event. */
            data: {
                user: components["schemas"]["User"];
            };
        };
        /**
         * @description The id of a user, chosen by the caller. Use one that never changes, such as the primary key in your own database.
         * @example 12081
         */
        UserId: string;
        /** @description A page of users. */
        UserList: {
            /**
             * @description The users, oldest first.
             * @example []
             */
            data: components["schemas"]["User"][];
        };
        /** @description A message from a participant. */
        UserMessageToSend: {
            /**
             * @description Says that a user wrote the message. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "UserMessage";
            /**
             * @description The text of the message. It is parsed for links and formatting such as `*bold*`; docs/message-text.md describes the syntax. It may be left out, or null, if there is `content`, a location or an attachment.
             * @example Hello Alice!
             */
            text?: components["schemas"]["MessageText"] | null;
            /**
             * @description The users whom `text` mentions, in the order of the text. Each is the next `@` with its name after the previous mention. Null means none.
             * @example [
             *       {
             *         "id": "12081",
             *         "text": "Alice"
             *       }
             *     ]
             */
            mentions?: components["schemas"]["TextMentions"] | null;
            /**
             * @description The content of the message as one block, instead of `text`, `location` and `attachmentToken`. Null means that it is not sent.
             * @example [
             *       {
             *         "type": "text",
             *         "children": [
             *           "Your order is ",
             *           {
             *             "type": "bold",
             *             "children": [
             *               "on its way"
             *             ]
             *           }
             *         ]
             *       }
             *     ]
             */
            content?: components["schemas"]["ContentToSend"] | null;
            /** @description The user who sends the message. They must be a participant with access other than `None`. */
            sender: components["schemas"]["UserId"];
            custom?: components["schemas"]["InitialCustom"];
            /**
             * @description The message to which this message replies. It must be in the same conversation. Null means none.
             * @example msg_7HtvCJLjdZoRsYE2nCXp2n
             */
            referencedMessageId?: components["schemas"]["MessageId"] | null;
            /**
             * @description A string that makes it safe to repeat the call. For 24 hours, a message with a key that was already used in this conversation is not sent again: the response has the id of the first message. Null means none.
             * @example order-391-greeting
             */
            idempotencyKey?: components["schemas"]["IdempotencyKey"] | null;
            /**
             * @description The place to send with the message. Null means none.
             * @example [
             *       51.5081,
             *       -0.1281
             *     ]
             */
            location?: components["schemas"]["LocationToSend"] | null;
            /**
             * @description The token of an uploaded file of the app, to send with the message. Any other token is refused with a 400. Null means none.
             * @example file_1fWkq7VbXh3mQz0TgLc9Ra
             */
            attachmentToken?: components["schemas"]["AttachmentToken"] | null;
        };
        /**
         * @description The name that others see, 1 to 1,000 characters.
         * @example Alice
         */
        UserName: string;
        /** @description The last stream of the user ended. It is sent only on streams that watch the user, and is not repeated when a stream resumes. */
        UserOfflineEvent: {
            /**
             * @description Says what happened. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "user.offline";
            userId: components["schemas"]["UserId"];
        };
        /** @description The user opened a stream and is online. It is sent only on streams that watch the user, and is not repeated when a stream resumes. */
        UserOnlineEvent: {
            /**
             * @description Says what happened. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "user.online";
            userId: components["schemas"]["UserId"];
        };
        /** @description Changes to a user. A field that is not sent is not changed; null resets a field to its default. To create a user, `name` is needed. */
        UserPatch: {
            /** @description The id of the user. When it is sent, it must equal the id under which the patch is sent. */
            id?: components["schemas"]["UserId"];
            /** @description The name that other users see. Needed to create one; it cannot be cleared. */
            name?: components["schemas"]["UserName"];
            /**
             * @description Shown to someone who opens a conversation with this user.
             * @example Hey there! :-)
             */
            welcomeMessage?: string | null;
            /**
             * @description URL of the user's picture. Any string is accepted and kept as sent.
             * @example https://example.com/userpictures/12081.png
             */
            photoUrl?: string | null;
            /**
             * @deprecated
             * @description URL of the user's header picture. Kept for older clients; prefer `photoUrl`.
             * @example https://example.com/headers/12081.png
             */
            headerPhotoUrl?: string | null;
            /**
             * @description The user's role. Any string is accepted; null sets `default`.
             * @example buyer
             */
            role?: string | null;
            /**
             * @deprecated
             * @description The older name of `role`. If both are sent, they must be equal.
             * @example buyer
             */
            configuration?: string | null;
            /**
             * @description The user's email addresses; they replace those stored. They are kept as sent and not checked, so a masked address is accepted too. A single string counts as an array of one; nulls in the array are ignored.
             * @example [
             *       "alice@example.com"
             *     ]
             * @example alice@example.com
             */
            email?: components["schemas"]["Contacts"];
            /**
             * @description The user's phone numbers; they replace those stored. They are kept as sent and not checked. A single string counts as an array of one, and a null inside of the array is left out.
             * @example [
             *       "+1123456789"
             *     ]
             * @example +1123456789
             */
            phone?: components["schemas"]["Contacts"];
            custom?: components["schemas"]["CustomPatch"];
            /**
             * @description The user's own text about when they can be reached.
             * @example Back on Monday
             */
            availabilityText?: string | null;
            /**
             * @description The user's IETF language tag. Null sets the app's default.
             * @example en-US
             */
            locale?: string | null;
            pushTokens?: components["schemas"]["PushTokensPatch"];
        };
        /** @description Changes to 1 to 100 users, under their ids. */
        UserPatches: {
            [key: string]: components["schemas"]["UserPatch"];
        };
        /** @description The public properties of a user. */
        UserProfile: {
            id: components["schemas"]["UserId"];
            name: components["schemas"]["Name"];
            custom: components["schemas"]["Custom"];
            /** @description The user's language tag; the app's default unless another was set. */
            locale: components["schemas"]["Locale"];
            /**
             * @description URL of the user's picture, or null. Any string is accepted.
             * @example https://example.com/userpictures/12081.png
             */
            photoUrl: string | null;
            /**
             * @description The user's role; `default` unless another was set.
             * @example buyer
             */
            role: string;
            /**
             * @description Shown to someone who opens a conversation with this user, or null.
             * @example Hey there! How are you? :-)
             */
            welcomeMessage: string | null;
        };
        /** @description A user who reacted to a message with an emoji. */
        UserReaction: {
            userId: components["schemas"]["UserId"];
            /** @description When the user reacted. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description A page of users who reacted to a message with an emoji. */
        UserReactionList: {
            /**
             * @description The users. The one who reacted first comes first.
             * @example []
             */
            data: components["schemas"]["UserReaction"][];
        };
        /** @description A connected session, in the shape of older presence calls. */
        UserSession: {
            /**
             * @description Whether the user types in the conversation that the session shows, or in any if it shows none.
             * @example false
             */
            isTyping: boolean;
            /**
             * @description The conversation that the session shows; null if none.
             * @example order_391_fc
             */
            currentConversationId: string | null;
        };
        /** @description The sessions of a user that are connected to the server. */
        UserSessions: components["schemas"]["UserSession"][];
        /** @description The public properties of a user at one time. */
        UserSnapshot: components["schemas"]["UserProfile"] & {
            /** @description The newest event that the snapshot includes. Apply later events to it to keep it up to date. */
            lastEventId: components["schemas"]["EventId"];
        };
        /** @description A public property of a user was changed. */
        UserUpdatedEvent: components["schemas"]["LoggedEvent"] & {
            /**
             * @description Says what happened.
             * @example user.updated
             * @constant
             */
            type: "user.updated";
            user: components["schemas"]["UserProfile"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "user.updated";
        };
        /** @description Properties of a user changed, even if only an email address, a phone number or a push token changed. */
        UserUpdatedWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example user.updated
             * @constant
             */
            type: "user.updated";
            /** @description The subject of the event. */
            data: {
                user: components["schemas"]["User"];
            };
        };
        /** @description A problem document with the faults of the request and their places. */
        ValidationProblem: components["schemas"]["Problem"] & {
            /** @description Each fault under its place. In the body, that is a JSON pointer as a URI fragment: `#/participants/1`, or `#` for the body as a whole. A parameter is `path/userId`, `query/limit` or `header/TalkJS-REST-Version`. */
            errors: components["schemas"]["Faults"];
        };
        /** @description The state of the users that a stream watches. Later changes are sent on the stream. */
        WatchedState: {
            /**
             * @description Snapshots of the users who changed after the event that the client has.
             * @example []
             */
            users: components["schemas"]["UserSnapshot"][];
            /**
             * @description Ids of those users who are online.
             * @example [
             *       "12081"
             *     ]
             */
            online: components["schemas"]["UserId"][];
        };
        /** @description The users that a stream should watch, and what its client shows. */
        WatchedUsers: {
            /**
             * @description At most 1,000 ids of users, and for each the `lastEventId` of the newest snapshot that the client has, or 0 when it has none. Users who do not exist may be watched too.
             * @example {
             *       "8029": 0,
             *       "12081": 5
             *     }
             */
            users: {
                [key: string]: components["schemas"]["EventId"];
            };
            /**
             * @description The conversation that the client shows; null or absent if none. It need not exist yet.
             * @example order_391_fc
             */
            selectedConversationId?: components["schemas"]["ConversationId"] | null;
            /**
             * @description Whether the client's window has the focus. Only then does the user look at the selected conversation. False if absent.
             * @example true
             */
            hasFocus?: boolean;
        };
        /** @description An endpoint of your own server to which events are sent. */
        Webhook: {
            id: components["schemas"]["WebhookId"];
            /**
             * @description Where the events are sent.
             * @example https://shop.example/webhooks/parley
             */
            url: string;
            /**
             * @description Your own note about the webhook, or null.
             * @example Tells the warehouse
             */
            description: string | null;
            /**
             * @description The types of the events that are sent, or null for all.
             * @example [
             *       "message.sent",
             *       "message.read"
             *     ]
             */
            events: components["schemas"]["WebhookEventType"][] | null;
            /**
             * @description Whether the events of a conversation, or of a user, are sent one after the other in their order. An event that fails then delays only the later events of the same conversation or user.
             * @example true
             */
            ordered: boolean;
            /**
             * @description Whether events are sent.
             * @example true
             */
            enabled: boolean;
            /**
             * @description Why it is disabled, or null if it is enabled.
             * @example null
             */
            disabledReason: components["schemas"]["WebhookDisabledReason"] | null;
            /**
             * @description The events that the webhook lost when it was last disabled for too long, or null if it lost none.
             * @example null
             */
            lost: components["schemas"]["WebhookLoss"] | null;
            /** @description When it was created. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description An attempt to deliver an event to a webhook. */
        WebhookAttempt: {
            id: components["schemas"]["WebhookAttemptId"];
            eventId: components["schemas"]["WebhookEventId"];
            /**
             * @description The type of the event.
             * @example message.sent
             */
            type: string;
            /** @description When the attempt was made. */
            createdAt: components["schemas"]["Timestamp"];
            /**
             * @description The HTTP status of the response, or null if there was none.
             * @example 200
             */
            status: number | null;
            /**
             * @description Why it failed, or null if it was successful.
             * @example null
             */
            error: string | null;
            /**
             * Format: int32
             * @description How long it took, in milliseconds.
             * @example 23
             */
            duration: number;
            /**
             * @description The first 1024 bytes of the response's body; empty if there was none.
             * @example ok
             */
            response: string;
            /**
             * @description When the event is tried again, or null if it is not.
             * @example null
             */
            nextAttemptAt: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description The id of an attempt, chosen by the server.
         * @example att_7HtvCJLjdZoRsYE2nCXp2n
         */
        WebhookAttemptId: string;
        /** @description A page of attempts. */
        WebhookAttemptList: {
            /**
             * @description The attempts, newest first.
             * @example []
             */
            data: components["schemas"]["WebhookAttempt"][];
        };
        /**
         * @description Why a webhook is disabled. `gone`: its receiver returned 410. `failing`: every delivery failed for 5 days. `manual`: it was disabled with `changeWebhook`, or created as disabled.
         * @example manual
         * @enum {string}
         */
        WebhookDisabledReason: "gone" | "failing" | "manual";
        /** @description A webhook of the app was disabled because its receiver returned 410, or because every delivery failed for 5 days. */
        WebhookDisabledWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example webhook.disabled
             * @constant
             */
            type: "webhook.disabled";
            /** @description The subject of the event. */
            data: {
                webhook: components["schemas"]["Webhook"];
            };
        };
        /** @description The properties of every event that is sent to a webhook. */
        WebhookEnvelope: {
            id: components["schemas"]["WebhookEventId"];
            /** @description When it happened. Repeated deliveries have the same time. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /**
         * @description The id of an event. A repeated delivery has the same id, so a receiver can tell that it has handled the event. Its format may change between versions.
         * @example evt_8_k3v9x1qz5_0
         */
        WebhookEventId: string;
        /**
         * @description The type of an event that webhooks get.
         * @example message.sent
         * @enum {string}
         */
        WebhookEventType: "user.created" | "user.updated" | "message.sent" | "message.read" | "message.updated" | "message.deleted" | "conversation.created" | "conversation.updated" | "conversation.deleted" | "participant.joined" | "participant.updated" | "participant.left" | "reaction.added" | "reaction.removed" | "notification.triggered" | "webhook.disabled";
        /**
         * @description The id of a webhook, chosen by the server.
         * @example wh_7HtvCJLjdZoRsYE2nCXp2n
         */
        WebhookId: string;
        /** @description All webhooks of an app. */
        WebhookList: {
            /**
             * @description The webhooks, oldest first.
             * @example []
             */
            data: components["schemas"]["Webhook"][];
        };
        /** @description The times of events that a webhook did not get. While the webhook was disabled, they were deleted from the event log. The bounds of the log are settings of the server. */
        WebhookLoss: {
            /** @description The time of the first of them. */
            from: components["schemas"]["Timestamp"];
            /** @description The time of the last of them. */
            until: components["schemas"]["Timestamp"];
        };
        /** @description Changes to a webhook. A property that is not sent stays as it is. */
        WebhookPatch: {
            /**
             * @description Where to send the events: `https:`, a host that is public, and no user name or password. The operator's setting `WEBHOOK_ALLOW` lists other networks that may be called, also with `http:`.
             * @example https://shop.example/webhooks/parley
             */
            url?: string;
            /**
             * @description Your own note about the webhook. Null for none.
             * @example Tells the warehouse
             */
            description?: string | null;
            /**
             * @description The types of the events to send. Null means all events, including those of later versions.
             * @example [
             *       "message.sent",
             *       "message.read"
             *     ]
             */
            events?: components["schemas"]["WebhookEventType"][] | null;
            /**
             * @description Whether the events of a conversation wait for each other, and those of a user too.
             * @example true
             */
            ordered?: boolean;
            /**
             * @description Whether to send events.
             * @example true
             */
            enabled?: boolean;
        };
        /** @description Where to begin, given as one of the two properties. */
        WebhookReplay: {
            /** @description A time. Sends the events that happened then or later. */
            since?: components["schemas"]["Timestamp"];
            /** @description The id of an event that a webhook has received. Sends the events after it. */
            cursor?: components["schemas"]["WebhookEventId"];
        };
        /**
         * @description The secret with which deliveries are signed: `whsec_` and the Base64 of 24 to 64 random bytes (Standard Webhooks 1.0.0).
         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
         */
        WebhookSecret: string;
        /** @description How to rotate a secret. */
        WebhookSecretChoice: {
            /** @description A secret of your own, `whsec_` and the Base64 of 24 to 64 random bytes. Without it, the server makes one. */
            secret?: components["schemas"]["WebhookSecret"];
        };
        /** @description `testWebhook` was called for this webhook. */
        WebhookTestWebhook: components["schemas"]["WebhookEnvelope"] & {
            /**
             * @description Says what happened.
             * @example webhook.test
             * @constant
             */
            type: "webhook.test";
            /** @description The subject of the event. */
            data: {
                webhook: components["schemas"]["Webhook"];
            };
        };
        /** @description A webhook to create. */
        WebhookToCreate: {
            /**
             * @description Where to send the events: `https:`, a host that is public, and no user name or password. The operator's setting `WEBHOOK_ALLOW` lists other networks that may be called, also with `http:`.
             * @example https://shop.example/webhooks/parley
             */
            url: string;
            /**
             * @description Your own note about the webhook. Null for none.
             * @example Tells the warehouse
             */
            description?: string | null;
            /**
             * @description The types of the events to send. Null, or no list, means all events, including those of later versions.
             * @example [
             *       "message.sent",
             *       "message.read"
             *     ]
             */
            events?: components["schemas"]["WebhookEventType"][] | null;
            /**
             * @description Whether the events of a conversation wait for each other, and those of a user too. Default true.
             * @example true
             */
            ordered?: boolean;
            /**
             * @description Whether to send events. Default true.
             * @example true
             */
            enabled?: boolean;
            /** @description A secret of your own, `whsec_` and the Base64 of 24 to 64 random bytes. Without it, the server makes one. */
            secret?: components["schemas"]["WebhookSecret"];
        };
        /** @description A webhook with its current secret, which is shown only here. */
        WebhookWithSecret: components["schemas"]["Webhook"] & {
            secret: components["schemas"]["WebhookSecret"];
        };
    };
    responses: {
        /** @description The app does not exist. */
        AppNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The backup does not exist. */
        BackupNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server makes no backups. It uses PostgreSQL, or the setting `BACKUPS` is `off`. */
        BackupsOff: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The conversation does not exist, or a user or participant in the path does not exist. */
        ConversationNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such file, or it was deleted. */
        FileNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The file is larger than the server accepts, 25 MiB by default. Nothing was stored. */
        FileTooLarge: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The settings of the app, the role of the user or the access of the user does not allow the call; `detail` names what is missing. */
        Forbidden: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The batch is invalid; `errors` says where. None of the calls in the batch was made. */
        InvalidBatch: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description A message or the request is invalid; `errors` says where. No message was sent. */
        InvalidMessages: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description A parameter is invalid or unknown; `errors` says which. */
        InvalidParameters: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The request is invalid; `errors` says where. */
        InvalidPresenceFilter: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The request is invalid; `errors` says where. Nothing was changed. */
        InvalidRequest: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The form is invalid; `errors` says where. Nothing was stored. */
        InvalidUpload: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The request is invalid, and no user was changed. If only changes of some users are invalid, the response maps the ids of these users to the faults. For any other fault, it is a problem document. */
        InvalidUsers: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidUsers"];
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The app or the key does not exist, or the key is no longer valid. */
        KeyNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The message or its conversation does not exist. */
        MessageNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not declared as `multipart/form-data`. Nothing was stored. */
        NotAForm: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than 1 MiB. Nothing was changed. */
        PayloadTooLarge: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The range begins after the end of the file. */
        RangeNotSatisfiable: {
            headers: {
                "Content-Range": components["headers"]["Content-Range-Unsatisfied"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The user of the token has no open stream with this id. */
        StreamNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There were too many calls in a short time, or too many searches through lists at the same time. Nothing was changed. */
        TooManyRequests: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no bearer token, or it is not valid for this call and app. `type` gives the reason, but only if the signature of the token is valid. */
        Unauthorized: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server is starting or stopping, cannot reach its database, or has too many connections. The call can be repeated. */
        Unavailable: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not declared as `application/json`. Nothing was changed. */
        UnsupportedMediaType: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The user does not exist. */
        UserNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The webhook does not exist, or the attempt in the path does not exist. */
        WebhookNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The id of the app. The bearer token must belong to it.
         * @example q3k1pa9d
         */
        appId: components["schemas"]["AppId"];
        /**
         * @description The id of a message. Half of the page is this message and older messages, the other half newer messages. If there are too few newer messages, the page is filled with older ones. An unknown id is a 400. A call with both this parameter and `startingAfter` is a 400 too.
         * @example msg_7HtvCJLjdZoRsYE2nCXp2n
         */
        aroundMessage: components["schemas"]["MessageId"];
        /**
         * @description The id of the attempt, as in the list of attempts. An id of another form is a 404, like an unknown one.
         * @example att_7HtvCJLjdZoRsYE2nCXp2n
         */
        attemptId: string;
        /**
         * @description The id of the backup, as `createBackup` returns it. An id of another form is a 404, like an unknown one.
         * @example backup_7HtvCJLjdZoRsYE2nCXp2n
         */
        backupId: string;
        /**
         * @description Which conversations to list, as JSON. A field or an operator that is not known is a 400.
         *     Conditions on times, on the subject and on conversations without messages use an index if few conversations match them. Otherwise the server looks through the list until it has found a whole page. Long searches take turns: two calls of an app run at the same time, sixteen more wait for up to 10 seconds, and further calls are a 429.
         * @example {"custom":{"category":["==","shoes"]}}
         */
        conversationFilter: string;
        /**
         * @description The id of the conversation.
         * @example order_391_fc
         */
        conversationId: components["schemas"]["ConversationId"];
        /**
         * @description What to order by: the time of the last activity (the newest message, or the creation while there is none), or the time of creation, which does not change while you page.
         * @example createdAt
         */
        conversationOrderBy: "lastActivity" | "createdAt";
        /**
         * @description The emoji of the reactions, URL-encoded.
         * @example 🚀
         */
        emoji: components["schemas"]["Emoji"];
        /**
         * @description The token of the file. A token of another form is a 404, like an unknown one.
         * @example file_1fWkq7VbXh3mQz0TgLc9Ra
         */
        fileToken: string;
        /**
         * @description The name of the file, for people and browsers. Every name leads to the same file.
         * @example receipt-391.txt
         */
        filename: string;
        /**
         * @description The `ETag` of the file that the client has. If the file still has this `ETag`, the response is a 304 without the file.
         * @example "1ad1d8a4d8e5b4b9"
         */
        ifNoneMatch: string;
        /**
         * @description The `ETag` of the file of which the client has a part. If the file has another `ETag`, `Range` is ignored.
         * @example "1ad1d8a4d8e5b4b9"
         */
        ifRange: string;
        /**
         * @description True lists only the users who are online now, false only the users who are not.
         * @example true
         */
        isOnline: components["schemas"]["Flag"];
        /**
         * @description The id of the key, as `listKeys` returns it. An id of another form is a 404, like an unknown one.
         * @example key_1fWkq7VbXh3mQz0TgLc9Ra
         */
        keyId: string;
        /**
         * @description The cursor of the last received event, after which the stream resumes. A new stream begins with the next event.
         * @example V1StGXR8_Z.0.4711.96213570648137
         */
        lastEventId: components["schemas"]["Cursor"];
        /**
         * @description Lists only conversations whose newest message was sent after this moment.
         * @example 1701700000000
         */
        lastMessageAfter: components["schemas"]["Timestamp"];
        /**
         * @description Lists only conversations whose newest message was sent before this moment.
         * @example 1702000000000
         */
        lastMessageBefore: components["schemas"]["Timestamp"];
        /**
         * @description The maximum number of items on a page.
         * @example 50
         */
        limit: number;
        /**
         * @description How many participants of each conversation to return in its `participants`. Without this parameter, `participants` is null. With it, a client that shows names and pictures needs no further request for each conversation.
         * @example 10
         */
        listedParticipants: number;
        /**
         * @description Only entries about this conversation.
         * @example order_391_fc
         */
        logConversationId: components["schemas"]["ConversationId"];
        /**
         * @description Only entries of this type, such as `message.created`.
         * @example message.created
         */
        logEntryType: string;
        /**
         * @description Lists only entries about this user alone, and entries that only this user may see.
         * @example 12081
         */
        logUserId: components["schemas"]["UserId"];
        /**
         * @description The id of the app.
         * @example b7outq2k
         */
        managedAppId: components["schemas"]["AppId"];
        /**
         * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
         * @example msg_7HtvCJLjdZoRsYE2nCXp2n
         */
        messageId: string;
        /**
         * @description The order of the list. The only value is the time of creation.
         * @example createdAt
         */
        messageOrderBy: "createdAt";
        /**
         * @description The maximum number of messages on a page.
         * @example 50
         */
        messageSnapshotLimit: number;
        /**
         * @description A time in the requested order: the list starts after it, without items of exactly that time. More stable than `startingAfter` while conversations move to the front.
         * @example 1521522849308
         */
        offsetTs: components["schemas"]["Timestamp"];
        /**
         * @description `DESC` lists the newest first, `ASC` the oldest.
         * @example ASC
         */
        orderDirection: "ASC" | "DESC";
        /**
         * @description The maximum number of conversations on a page.
         * @example 25
         */
        ownConversationLimit: number;
        /**
         * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
         * @example 2024-01-01
         */
        parleyVersion: components["schemas"]["RestVersion"];
        /**
         * @description The maximum number of participants on a page.
         * @example 50
         */
        participantLimit: number;
        /**
         * @description The maximum number of participants on a page.
         * @example 20
         */
        participantSnapshotLimit: number;
        /**
         * @description The bytes to return, as one range (RFC 9110 §14.1.2). A header with several ranges, another unit or another syntax is ignored: the response is the whole file.
         * @example bytes=0-4
         */
        range: string;
        /**
         * @description The maximum number of reactions on a page.
         * @example 20
         */
        reactionLimit: number;
        /**
         * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
         * @example 2024-01-01
         */
        restVersion: components["schemas"]["RestVersion"];
        /**
         * @description The maximum number of items to find.
         * @example 10
         */
        searchLimit: number;
        /**
         * @description The words to search for. Each must be the beginning of a word in a result. Case, accents and punctuation do not matter. Emoji, and words in scripts without spaces between words, such as Chinese, Japanese and Thai, are found at any position. A query without words finds nothing.
         * @example leather boo
         */
        searchQuery: string;
        /**
         * @description In which of the user's conversations to search, as JSON. A field or an operator that is not known is a 400.
         * @example {"custom":{"category":["==","shoes"]}}
         */
        searchedConversationFilter: string;
        /**
         * @deprecated
         * @description The older form of `orderBy` and `orderDirection`, as one parameter. A call with this parameter and one of those two is refused.
         * @example lastActivity DESC
         */
        sortBy: "lastActivity DESC" | "lastActivity ASC" | "createdAt DESC" | "createdAt ASC";
        /**
         * @description The id of the last app of the previous page; the list continues after it. An empty value counts as absent.
         * @example a1shop9x
         */
        startingAfterApp: components["schemas"]["AppId"];
        /**
         * @description The id of the last attempt of the previous page; the list continues after it. An unknown id is a 400; an empty value counts as absent.
         * @example att_7HtvCJLjdZoRsYE2nCXp2n
         */
        startingAfterAttempt: string;
        /**
         * @description The id of the last conversation of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
         * @example order_391_fc
         */
        startingAfterConversation: components["schemas"]["ConversationId"];
        /**
         * @description The id of the last entry of the previous page; the list continues with older ones.
         * @example 1024
         */
        startingAfterLogEntry: components["schemas"]["EventId"];
        /**
         * @description The id of the last message of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
         * @example msg_7HtvCJLjdZoRsYE2nCXp2n
         */
        startingAfterMessage: components["schemas"]["MessageId"];
        /**
         * @description The id of the last user of the previous page; the list continues after it. The id of a user who is not a participant is a 400; an empty value counts as absent.
         * @example 12081
         */
        startingAfterParticipant: components["schemas"]["UserId"];
        /**
         * @description The id of the last user of the previous page; the list continues after them. The id of a user who has not reacted with the emoji is a 400; an empty value counts as absent.
         * @example 12081
         */
        startingAfterReaction: components["schemas"]["UserId"];
        /**
         * @description The id of the last user of the previous page; the list continues after them. An unknown id is a 400; an empty value counts as absent.
         * @example 12081
         */
        startingAfterUser: components["schemas"]["UserId"];
        /**
         * @description The id of an open stream of the token's user.
         * @example pGmYJ2Fnn0hYb1m8yDVtQ
         */
        streamId: components["schemas"]["StreamId"];
        /**
         * @description For receivers of the hosted service: the HMAC-SHA256 of `X-TalkJS-Timestamp`, a full stop and the body, with the secret key of the app, in upper-case hexadecimal digits.
         * @example 2B99A87F33DD60EB8E1B3E7C1C4B2A5D60718F4E3C9DA5B6E7F8091A2B3C4D5E
         */
        talkSignatureHeader: string;
        /**
         * @description For receivers of the hosted service: the time of this attempt, in milliseconds since the start of 1970.
         * @example 1623926681104
         */
        talkTimestampHeader: string;
        /**
         * @description True lists only conversations with messages that the user has not read. False by default.
         * @example true
         */
        unreadsOnly: components["schemas"]["Flag"];
        /**
         * @description The number of days, including today.
         * @example 2
         */
        usageDays: number;
        /**
         * @description Which of the user's conversations to list, as JSON. A field or an operator that is not known is a 400. `access` beside `custom` is the user's access; inside `custom` it is an ordinary key.
         *     Conditions on times, on the subject, on unread conversations and on those without messages use an index if few conversations match them. Otherwise the server looks through the list until it has found a whole page. Long searches take turns: two calls of an app run at the same time, sixteen more wait for up to 10 seconds, and further calls are a 429.
         * @example {"custom":{"category":["==","shoes"]},"access":["==","ReadWrite"]}
         */
        userConversationFilter: string;
        /**
         * @description The id of the user.
         * @example 12081
         */
        userId: components["schemas"]["UserId"];
        /**
         * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
         * @example wh_7HtvCJLjdZoRsYE2nCXp2n
         */
        webhookId: string;
        /**
         * @description The id of the event, as in the body (Standard Webhooks 1.0.0).
         * @example evt_8_k3v9x1qz5_0
         */
        webhookIdHeader: components["schemas"]["WebhookEventId"];
        /**
         * @description One signature for each valid secret of the webhook, separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body, joined by full stops (Standard Webhooks 1.0.0). Any of them is sufficient.
         * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
         */
        webhookSignatureHeader: string;
        /**
         * @description The time of this attempt, in seconds since the start of 1970 (Standard Webhooks 1.0.0). Refuse a time that is minutes away.
         * @example 1623926681
         */
        webhookTimestampHeader: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Says that a request with `Range` gets a part of the file.
         * @example bytes
         */
        "Accept-Ranges": "bytes";
        /**
         * @description How long a client may keep the file. It is limited because a file can be deleted.
         * @example private, max-age=3600, immutable
         */
        "Cache-Control": string;
        /**
         * @description Whether browsers show the file (`inline`: pictures, video and sound) or only download it (`attachment`), and its name.
         * @example attachment; filename=receipt-391.txt
         */
        "Content-Disposition": string;
        /**
         * @description Which bytes of the file the response has, and how many bytes the file has.
         * @example bytes 0-4/36
         */
        "Content-Range": string;
        /**
         * @description How many bytes the file has.
         * @example bytes *\/36
         */
        "Content-Range-Unsatisfied": string;
        /**
         * @description Browsers run no script of the file, even if a user opens the file itself.
         * @example sandbox; default-src 'none'
         */
        "Content-Security-Policy": "sandbox; default-src 'none'";
        /**
         * @description Pages of any origin may show the file.
         * @example cross-origin
         */
        "Cross-Origin-Resource-Policy": "cross-origin";
        /**
         * @description Identifies the content of the file; it never changes.
         * @example "f5a9bd7b0e1b4b9ad1f6"
         */
        ETag: string;
        /**
         * @description The remaining requests of the rate limits that counted this call (`r`, and `t`: the seconds until there are more), according to draft-ietf-httpapi-ratelimit-headers-10. Absent without a limit.
         * @example "app";r=49;t=1
         */
        RateLimit: string;
        /**
         * @description The rate limits that counted this call: the number of calls (`q`) in a number of seconds (`w`). `app` counts calls with the secret key by app, `user` calls with user tokens by user, `address` calls without a valid token by address.
         * @example "app";q=50;w=1
         */
        "RateLimit-Policy": string;
        /**
         * @description Seconds to wait before a retry.
         * @example 1
         */
        "Retry-After": number;
        /**
         * @description The session as a cookie, which only pages of this server send and no script can read; empty when the session has ended.
         * @example parley_admin=Uk3vXo0cJ8mTq2Zr5bWn7dLy9hGf1sPa4eKi6uQx_Y0; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=43200
         */
        "Set-Cookie": string;
        /**
         * @description How to authenticate (RFC 6750). If there was no token, only the scheme; otherwise also `error` and `error_description`.
         * @example Bearer error="invalid_token", error_description="The token has expired."
         */
        "WWW-Authenticate": string;
        /**
         * @description Browsers must not guess another type.
         * @example nosniff
         */
        "X-Content-Type-Options": "nosniff";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getApp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    putApp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppPatch"];
            };
        };
        responses: {
            /** @description The app was changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description The id of the last user of the previous page; the list continues after them. An unknown id is a 400; an empty value counts as absent.
                 * @example 12081
                 */
                startingAfter?: components["parameters"]["startingAfterUser"];
                /**
                 * @description True lists only the users who are online now, false only the users who are not.
                 * @example true
                 */
                isOnline?: components["parameters"]["isOnline"];
            };
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. A page with fewer items than `limit` is the last one. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    putUsers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /** @description The changes, under the ids of the users. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatches"];
            };
        };
        responses: {
            /** @description All users were created or changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidUsers"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UserNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    putUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description The user was created or changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUserConversations: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description The id of the last conversation of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
                 * @example order_391_fc
                 */
                startingAfter?: components["parameters"]["startingAfterConversation"];
                /**
                 * @description What to order by: the time of the last activity (the newest message, or the creation while there is none), or the time of creation, which does not change while you page.
                 * @example createdAt
                 */
                orderBy?: components["parameters"]["conversationOrderBy"];
                /**
                 * @description `DESC` lists the newest first, `ASC` the oldest.
                 * @example ASC
                 */
                orderDirection?: components["parameters"]["orderDirection"];
                /**
                 * @description A time in the requested order: the list starts after it, without items of exactly that time. More stable than `startingAfter` while conversations move to the front.
                 * @example 1521522849308
                 */
                offsetTs?: components["parameters"]["offsetTs"];
                /**
                 * @description Lists only conversations whose newest message was sent before this moment.
                 * @example 1702000000000
                 */
                lastMessageBefore?: components["parameters"]["lastMessageBefore"];
                /**
                 * @description Lists only conversations whose newest message was sent after this moment.
                 * @example 1701700000000
                 */
                lastMessageAfter?: components["parameters"]["lastMessageAfter"];
                /**
                 * @description True lists only conversations with messages that the user has not read. False by default.
                 * @example true
                 */
                unreadsOnly?: components["parameters"]["unreadsOnly"];
                /**
                 * @description Which of the user's conversations to list, as JSON. A field or an operator that is not known is a 400. `access` beside `custom` is the user's access; inside `custom` it is an ordinary key.
                 *     Conditions on times, on the subject, on unread conversations and on those without messages use an index if few conversations match them. Otherwise the server looks through the list until it has found a whole page. Long searches take turns: two calls of an app run at the same time, sixteen more wait for up to 10 seconds, and further calls are a 429.
                 * @example {"custom":{"category":["==","shoes"]},"access":["==","ReadWrite"]}
                 */
                filter?: components["parameters"]["userConversationFilter"];
                /**
                 * @deprecated
                 * @description The older form of `orderBy` and `orderDirection`, as one parameter. A call with this parameter and one of those two is refused.
                 * @example lastActivity DESC
                 */
                sortBy?: components["parameters"]["sortBy"];
            };
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversations. A page with fewer items than `limit` is the last one. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserConversationList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UserNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateUserConversation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /** @description The change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserConversationPatch"];
            };
        };
        responses: {
            /** @description The change was made, if there was one. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUserSessions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user's sessions; empty if the user is offline or does not exist. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSessions"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    importMessages: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /** @description The messages, 1 MiB of JSON at most. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessagesToImport"];
            };
        };
        responses: {
            /** @description The ids of the messages, in the order of the call. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedMessages"];
                };
            };
            400: components["responses"]["InvalidMessages"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /** @description The form with the file. */
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["FileUpload"];
            };
        };
        responses: {
            /** @description The file was stored. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedFile"];
                };
            };
            400: components["responses"]["InvalidUpload"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["FileTooLarge"];
            415: components["responses"]["NotAForm"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The bytes to return, as one range (RFC 9110 §14.1.2). A header with several ranges, another unit or another syntax is ignored: the response is the whole file.
                 * @example bytes=0-4
                 */
                Range?: components["parameters"]["range"];
                /**
                 * @description The `ETag` of the file of which the client has a part. If the file has another `ETag`, `Range` is ignored.
                 * @example "1ad1d8a4d8e5b4b9"
                 */
                "If-Range"?: components["parameters"]["ifRange"];
                /**
                 * @description The `ETag` of the file that the client has. If the file still has this `ETag`, the response is a 304 without the file.
                 * @example "1ad1d8a4d8e5b4b9"
                 */
                "If-None-Match"?: components["parameters"]["ifNoneMatch"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The token of the file. A token of another form is a 404, like an unknown one.
                 * @example file_1fWkq7VbXh3mQz0TgLc9Ra
                 */
                fileToken: components["parameters"]["fileToken"];
                /**
                 * @description The name of the file, for people and browsers. Every name leads to the same file.
                 * @example receipt-391.txt
                 */
                filename: components["parameters"]["filename"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["FileBytes"];
                    "image/*": components["schemas"]["FileBytes"];
                    "video/*": components["schemas"]["FileBytes"];
                    "audio/*": components["schemas"]["FileBytes"];
                };
            };
            /** @description The part of the file that `Range` names. */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Content-Range": components["headers"]["Content-Range"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["FileBytes"];
                    "image/*": components["schemas"]["FileBytes"];
                    "video/*": components["schemas"]["FileBytes"];
                    "audio/*": components["schemas"]["FileBytes"];
                };
            };
            /** @description The client has the file already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidParameters"];
            404: components["responses"]["FileNotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPresences: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /** @description Whom to list. Without a body, or with null or an empty object, all users who are online. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PresenceFilter"] | null;
            };
        };
        responses: {
            /** @description The users who are online, by id. Other users are omitted. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presences"];
                };
            };
            400: components["responses"]["InvalidPresenceFilter"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description The id of the last conversation of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
                 * @example order_391_fc
                 */
                startingAfter?: components["parameters"]["startingAfterConversation"];
                /**
                 * @description What to order by: the time of the last activity (the newest message, or the creation while there is none), or the time of creation, which does not change while you page.
                 * @example createdAt
                 */
                orderBy?: components["parameters"]["conversationOrderBy"];
                /**
                 * @description `DESC` lists the newest first, `ASC` the oldest.
                 * @example ASC
                 */
                orderDirection?: components["parameters"]["orderDirection"];
                /**
                 * @description A time in the requested order: the list starts after it, without items of exactly that time. More stable than `startingAfter` while conversations move to the front.
                 * @example 1521522849308
                 */
                offsetTs?: components["parameters"]["offsetTs"];
                /**
                 * @description Lists only conversations whose newest message was sent before this moment.
                 * @example 1702000000000
                 */
                lastMessageBefore?: components["parameters"]["lastMessageBefore"];
                /**
                 * @description Lists only conversations whose newest message was sent after this moment.
                 * @example 1701700000000
                 */
                lastMessageAfter?: components["parameters"]["lastMessageAfter"];
                /**
                 * @description Which conversations to list, as JSON. A field or an operator that is not known is a 400.
                 *     Conditions on times, on the subject and on conversations without messages use an index if few conversations match them. Otherwise the server looks through the list until it has found a whole page. Long searches take turns: two calls of an app run at the same time, sixteen more wait for up to 10 seconds, and further calls are a 429.
                 * @example {"custom":{"category":["==","shoes"]}}
                 */
                filter?: components["parameters"]["conversationFilter"];
            };
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversations. A page with fewer items than `limit` is the last one. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    putConversation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /** @description The changes. Without a body, the conversation is only created if it does not exist. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConversationPatch"] | null;
            };
        };
        responses: {
            /** @description The conversation was created or changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteConversation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation was deleted. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    markConversationRead: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description An empty object, or no body. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EmptyRequest"] | null;
            };
        };
        responses: {
            /** @description The conversation was marked as read. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of participants on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["participantLimit"];
                /**
                 * @description The id of the last user of the previous page; the list continues after it. The id of a user who is not a participant is a 400; an empty value counts as absent.
                 * @example 12081
                 */
                startingAfter?: components["parameters"]["startingAfterParticipant"];
            };
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of participants. A page with fewer items than `limit` is the last one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    joinConversation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description How the user is to take part. Without it, the defaults apply. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ParticipantSettings"] | null;
            };
        };
        responses: {
            /** @description The user is a participant. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    leaveConversation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is not a participant. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateParticipant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParticipantPatch"];
            };
        };
        responses: {
            /** @description The participant was changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description The id of the last message of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                startingAfter?: components["parameters"]["startingAfterMessage"];
                /**
                 * @description The order of the list. The only value is the time of creation.
                 * @example createdAt
                 */
                orderBy?: components["parameters"]["messageOrderBy"];
                /**
                 * @description `DESC` lists the newest first, `ASC` the oldest.
                 * @example ASC
                 */
                orderDirection?: components["parameters"]["orderDirection"];
            };
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. A page with fewer items than `limit` is the last one. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendMessages: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /** @description The messages. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessagesToSend"];
            };
        };
        responses: {
            /** @description The ids of the messages, in the order of the call. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessages"];
                };
            };
            400: components["responses"]["InvalidMessages"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    editMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessagePatch"];
            };
        };
        responses: {
            /** @description The message was changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message was deleted. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReactions: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of reactions on a page.
                 * @example 20
                 */
                limit?: components["parameters"]["reactionLimit"];
                /**
                 * @description The id of the last user of the previous page; the list continues after them. The id of a user who has not reacted with the emoji is a 400; an empty value counts as absent.
                 * @example 12081
                 */
                startingAfter?: components["parameters"]["startingAfterReaction"];
            };
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The users who reacted with the emoji. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReactionList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    addReaction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user has reacted with the emoji. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeReaction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user has no reaction with the emoji. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /** @description The webhook. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookToCreate"];
            };
        };
        responses: {
            /** @description The webhook with its secret. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook was deleted. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            /** @description The webhook was changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        /** @description Nothing, or the new secret. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WebhookSecretChoice"];
            };
        };
        responses: {
            /** @description The webhook with its new secret. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempt, successful or not. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAttempt"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        /** @description Where to begin. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        responses: {
            /** @description The events are sent from there. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookAttempts: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description The id of the last attempt of the previous page; the list continues after it. An unknown id is a 400; an empty value counts as absent.
                 * @example att_7HtvCJLjdZoRsYE2nCXp2n
                 */
                startingAfter?: components["parameters"]["startingAfterAttempt"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempts. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAttemptList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    resendWebhookAttempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the webhook, as `createWebhook` returned it. An id of another form is a 404, like an unknown one.
                 * @example wh_7HtvCJLjdZoRsYE2nCXp2n
                 */
                webhookId: components["parameters"]["webhookId"];
                /**
                 * @description The id of the attempt, as in the list of attempts. An id of another form is a 404, like an unknown one.
                 * @example att_7HtvCJLjdZoRsYE2nCXp2n
                 */
                attemptId: components["parameters"]["attemptId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new attempt, successful or not. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAttempt"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendBatch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API; the introduction lists the changes of each. Without it, the default of the app applies, or else the newest version.
                 * @example 2024-01-01
                 */
                "TalkJS-REST-Version"?: components["parameters"]["restVersion"];
                /**
                 * @description The same as `TalkJS-REST-Version`, under this server's own name. If both are given, they must be equal.
                 * @example 2024-01-01
                 */
                "Parley-Version"?: components["parameters"]["parleyVersion"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /** @description The calls. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCalls"];
            };
        };
        responses: {
            /** @description The results, in the order of the calls. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            400: components["responses"]["InvalidBatch"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUserSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user as of now. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSnapshot"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UserNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    setUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description The properties. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUserParams"];
            };
        };
        responses: {
            /** @description The properties are set. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createUserIfNotExists: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description The user. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserParams"];
            };
        };
        responses: {
            /** @description The user exists. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listOwnConversations: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of conversations on a page.
                 * @example 25
                 */
                limit?: components["parameters"]["ownConversationLimit"];
                /**
                 * @description The id of the last conversation of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
                 * @example order_391_fc
                 */
                startingAfter?: components["parameters"]["startingAfterConversation"];
                /**
                 * @description Which of the user's conversations to list, as JSON. A field or an operator that is not known is a 400. `access` beside `custom` is the user's access; inside `custom` it is an ordinary key.
                 *     Conditions on times, on the subject, on unread conversations and on those without messages use an index if few conversations match them. Otherwise the server looks through the list until it has found a whole page. Long searches take turns: two calls of an app run at the same time, sixteen more wait for up to 10 seconds, and further calls are a 429.
                 * @example {"custom":{"category":["==","shoes"]},"access":["==","ReadWrite"]}
                 */
                filter?: components["parameters"]["userConversationFilter"];
                /**
                 * @description How many participants of each conversation to return in its `participants`. Without this parameter, `participants` is null. With it, a client that shows names and pictures needs no further request for each conversation.
                 * @example 10
                 */
                participants?: components["parameters"]["listedParticipants"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversations. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedConversationList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConversationSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation as of now. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationSnapshot"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    setConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /** @description The properties. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetConversationParams"];
            };
        };
        responses: {
            /** @description The properties are set. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createConversationIfNotExists: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /** @description The conversation. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateConversationParams"];
            };
        };
        responses: {
            /** @description The conversation exists, and the user is in it. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMessageSnapshots: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of messages on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["messageSnapshotLimit"];
                /**
                 * @description The id of the last message of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                startingAfter?: components["parameters"]["startingAfterMessage"];
                /**
                 * @description The id of a message. Half of the page is this message and older messages, the other half newer messages. If there are too few newer messages, the page is filled with older ones. An unknown id is a 400. A call with both this parameter and `startingAfter` is a 400 too.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                around?: components["parameters"]["aroundMessage"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages as of now. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSnapshotList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        /** @description The message. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessageParams"];
            };
        };
        responses: {
            /** @description The message as sent. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSnapshot"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMessageSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message as of now. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSnapshot"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message does not exist any more. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageChanges"];
            };
        };
        responses: {
            /** @description The message was changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MessageNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReactionSnapshots: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of reactions on a page.
                 * @example 20
                 */
                limit?: components["parameters"]["reactionLimit"];
                /**
                 * @description The id of the last user of the previous page; the list continues after them. The id of a user who has not reacted with the emoji is a 400; an empty value counts as absent.
                 * @example 12081
                 */
                startingAfter?: components["parameters"]["startingAfterReaction"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reactions as of now. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SingleReactionSnapshotList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    addOwnReaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user has reacted with the emoji. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeOwnReaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the message, as `sendMessages` returned it. An id of another form is a 404, like an unknown one.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                messageId: components["parameters"]["messageId"];
                /**
                 * @description The emoji of the reactions, URL-encoded.
                 * @example 🚀
                 */
                emoji: components["parameters"]["emoji"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user has no reaction with the emoji. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MessageNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    markAsRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation is marked as read. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    markAsUnread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation is marked as unread. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadOwnFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        /** @description The form with the file. */
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["FileUpload"];
            };
        };
        responses: {
            /** @description The file was stored. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedFile"];
                };
            };
            400: components["responses"]["InvalidUpload"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["FileTooLarge"];
            415: components["responses"]["NotAForm"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOwnPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current permissions; those of the role `default` if the user does not exist. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnPermissions"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUnreadTotal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts as of now; 0 for a user who does not exist. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadTotal"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    markAsTyping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user types. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listParticipantSnapshots: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of participants on a page.
                 * @example 20
                 */
                limit?: components["parameters"]["participantSnapshotLimit"];
                /**
                 * @description The id of the last user of the previous page; the list continues after it. The id of a user who is not a participant is a 400; an empty value counts as absent.
                 * @example 12081
                 */
                startingAfter?: components["parameters"]["startingAfterParticipant"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of participants as of now. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantSnapshotList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getParticipantSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The participant as of now. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantSnapshot"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    setParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description The properties. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParticipantPatch"];
            };
        };
        responses: {
            /** @description The properties are set. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createParticipantIfNotExists: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description How the user is to take part. Without it, the defaults apply. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ParticipantSettings"];
            };
        };
        responses: {
            /** @description The user is a participant. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is not a participant. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ConversationNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of the conversation.
                 * @example order_391_fc
                 */
                conversationId: components["parameters"]["conversationId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParticipantPatch"];
            };
        };
        responses: {
            /** @description The participant was changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ConversationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The cursor of the last received event, after which the stream resumes. A new stream begins with the next event.
                 * @example V1StGXR8_Z.0.4711.96213570648137
                 */
                "Last-Event-ID"?: components["parameters"]["lastEventId"];
            };
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. It continues until either side ends it. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["EventStream"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchConversations: {
        parameters: {
            query?: {
                /**
                 * @description The words to search for. Each must be the beginning of a word in a result. Case, accents and punctuation do not matter. Emoji, and words in scripts without spaces between words, such as Chinese, Japanese and Thai, are found at any position. A query without words finds nothing.
                 * @example leather boo
                 */
                query?: components["parameters"]["searchQuery"];
                /**
                 * @description The maximum number of items to find.
                 * @example 10
                 */
                limit?: components["parameters"]["searchLimit"];
                /**
                 * @description The id of the last conversation of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
                 * @example order_391_fc
                 */
                startingAfter?: components["parameters"]["startingAfterConversation"];
                /**
                 * @description Which of the user's conversations to list, as JSON. A field or an operator that is not known is a 400. `access` beside `custom` is the user's access; inside `custom` it is an ordinary key.
                 *     Conditions on times, on the subject, on unread conversations and on those without messages use an index if few conversations match them. Otherwise the server looks through the list until it has found a whole page. Long searches take turns: two calls of an app run at the same time, sixteen more wait for up to 10 seconds, and further calls are a 429.
                 * @example {"custom":{"category":["==","shoes"]},"access":["==","ReadWrite"]}
                 */
                filter?: components["parameters"]["userConversationFilter"];
                /**
                 * @description How many participants of each conversation to return in its `participants`. Without this parameter, `participants` is null. With it, a client that shows names and pictures needs no further request for each conversation.
                 * @example 10
                 */
                participants?: components["parameters"]["listedParticipants"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversations that were found. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationSnapshotList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchMessages: {
        parameters: {
            query?: {
                /**
                 * @description The words to search for. Each must be the beginning of a word in a result. Case, accents and punctuation do not matter. Emoji, and words in scripts without spaces between words, such as Chinese, Japanese and Thai, are found at any position. A query without words finds nothing.
                 * @example leather boo
                 */
                query?: components["parameters"]["searchQuery"];
                /**
                 * @description The maximum number of items to find.
                 * @example 10
                 */
                limit?: components["parameters"]["searchLimit"];
                /**
                 * @description The id of the last message of the previous page; the list continues after it, in the requested order. An unknown id is a 400; an empty value counts as absent.
                 * @example msg_7HtvCJLjdZoRsYE2nCXp2n
                 */
                startingAfter?: components["parameters"]["startingAfterMessage"];
                /**
                 * @description In which of the user's conversations to search, as JSON. A field or an operator that is not known is a 400.
                 * @example {"custom":{"category":["==","shoes"]}}
                 */
                filter?: components["parameters"]["searchedConversationFilter"];
                /**
                 * @description How many participants of each conversation to return in its `participants`. Without this parameter, `participants` is null. With it, a client that shows names and pictures needs no further request for each conversation.
                 * @example 10
                 */
                participants?: components["parameters"]["listedParticipants"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages that were found. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchMessageList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    watchUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of an open stream of the token's user.
                 * @example pGmYJ2Fnn0hYb1m8yDVtQ
                 */
                streamId: components["parameters"]["streamId"];
            };
            cookie?: never;
        };
        /** @description The users to watch. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WatchedUsers"];
            };
        };
        responses: {
            /** @description The stream watches these users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchedState"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["StreamNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    markStreamAlive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app. The bearer token must belong to it.
                 * @example q3k1pa9d
                 */
                appId: components["parameters"]["appId"];
                /**
                 * @description The id of an open stream of the token's user.
                 * @example pGmYJ2Fnn0hYb1m8yDVtQ
                 */
                streamId: components["parameters"]["streamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is online. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["StreamNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAdminSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminSession"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAdminSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The code. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminSessionToCreate"];
            };
        };
        responses: {
            /** @description The session, with its cookie. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminSession"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteAdminSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAdminLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The code. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminLink"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBackups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backups. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createBackup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backup that was begun. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backup"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["BackupsOff"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBackup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the backup, as `createBackup` returns it. An id of another form is a 404, like an unknown one.
                 * @example backup_7HtvCJLjdZoRsYE2nCXp2n
                 */
                backupId: components["parameters"]["backupId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backup. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backup"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["BackupNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteBackup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the backup, as `createBackup` returns it. An id of another form is a 404, like an unknown one.
                 * @example backup_7HtvCJLjdZoRsYE2nCXp2n
                 */
                backupId: components["parameters"]["backupId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backup was deleted. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["BackupNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApps: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description The id of the last app of the previous page; the list continues after it. An empty value counts as absent.
                 * @example a1shop9x
                 */
                startingAfter?: components["parameters"]["startingAfterApp"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of apps. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppDetailsList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The app. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppToCreate"];
            };
        };
        responses: {
            /** @description The app with its key. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApp"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAppDetails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppDetails"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app was deleted. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppChanges"];
            };
        };
        responses: {
            /** @description The changed app. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppDetails"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        /** @description The key. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyToCreate"];
            };
        };
        responses: {
            /** @description The key with its secret. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the key, as `listKeys` returns it. An id of another form is a 404, like an unknown one.
                 * @example key_1fWkq7VbXh3mQz0TgLc9Ra
                 */
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key was revoked. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["KeyNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the key, as `listKeys` returns it. An id of another form is a 404, like an unknown one.
                 * @example key_1fWkq7VbXh3mQz0TgLc9Ra
                 */
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        /** @description The changes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyPatch"];
            };
        };
        responses: {
            /** @description The changed key. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["KeyNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the key, as `listKeys` returns it. An id of another form is a 404, like an unknown one.
                 * @example key_1fWkq7VbXh3mQz0TgLc9Ra
                 */
                keyId: components["parameters"]["keyId"];
            };
            cookie?: never;
        };
        /** @description How long the old key stays valid. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyRotation"];
            };
        };
        responses: {
            /** @description The new key with its secret. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["KeyNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAppToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppToken"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLogEntries: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on a page.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description The id of the last entry of the previous page; the list continues with older ones.
                 * @example 1024
                 */
                startingAfter?: components["parameters"]["startingAfterLogEntry"];
                /**
                 * @description Only entries of this type, such as `message.created`.
                 * @example message.created
                 */
                type?: components["parameters"]["logEntryType"];
                /**
                 * @description Only entries about this conversation.
                 * @example order_391_fc
                 */
                conversationId?: components["parameters"]["logConversationId"];
                /**
                 * @description Lists only entries about this user alone, and entries that only this user may see.
                 * @example 12081
                 */
                userId?: components["parameters"]["logUserId"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogEntryList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /**
                 * @description The number of days, including today.
                 * @example 2
                 */
                days?: components["parameters"]["usageDays"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The usage. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["AppNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAnonymization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The anonymization. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Anonymization"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UserNotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAnonymization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the app.
                 * @example b7outq2k
                 */
                appId: components["parameters"]["managedAppId"];
                /**
                 * @description The id of the user.
                 * @example 12081
                 */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        /** @description The data to remove. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AnonymizationToCreate"];
            };
        };
        responses: {
            /** @description The anonymization, done or running. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Anonymization"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UserNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The nodes. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerNodeList"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state of the log. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventLog"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server accepts requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            503: components["responses"]["Unavailable"];
        };
    };
}
