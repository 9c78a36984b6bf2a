// Made from spec/ by `npm run generate`. Do not edit.

import type { components } from './types.ts'

export const operations = {
  "getApp": {
    "method": "GET",
    "path": "/v1/{appId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "putApp": {
    "method": "PUT",
    "path": "/v1/{appId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listUsers": {
    "method": "GET",
    "path": "/v1/{appId}/users",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/limit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterUser/schema"
      },
      {
        "name": "isOnline",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "boolean",
        "schema": "#/components/parameters/isOnline/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "putUsers": {
    "method": "PUT",
    "path": "/v1/{appId}/users",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1users/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": true,
    "streams": false,
    "downloads": false
  },
  "getUser": {
    "method": "GET",
    "path": "/v1/{appId}/users/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "putUser": {
    "method": "PUT",
    "path": "/v1/{appId}/users/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1users~1%7BuserId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listUserConversations": {
    "method": "GET",
    "path": "/v1/{appId}/users/{userId}/conversations",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/limit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterConversation/schema"
      },
      {
        "name": "orderBy",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationOrderBy/schema"
      },
      {
        "name": "orderDirection",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/orderDirection/schema"
      },
      {
        "name": "offsetTs",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/offsetTs/schema"
      },
      {
        "name": "lastMessageBefore",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/lastMessageBefore/schema"
      },
      {
        "name": "lastMessageAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/lastMessageAfter/schema"
      },
      {
        "name": "unreadsOnly",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "boolean",
        "schema": "#/components/parameters/unreadsOnly/schema"
      },
      {
        "name": "filter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "json",
        "schema": "#/components/parameters/userConversationFilter/schema/contentSchema"
      },
      {
        "name": "sortBy",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/sortBy/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "updateUserConversation": {
    "method": "PATCH",
    "path": "/v1/{appId}/users/{userId}/conversations/{conversationId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1users~1%7BuserId%7D~1conversations~1%7BconversationId%7D/patch/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listUserSessions": {
    "method": "GET",
    "path": "/v1/{appId}/users/{userId}/sessions",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "importMessages": {
    "method": "POST",
    "path": "/v1/{appId}/import/conversations/{conversationId}/messages",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1import~1conversations~1%7BconversationId%7D~1messages/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "uploadFile": {
    "method": "POST",
    "path": "/v1/{appId}/files",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1files/post/requestBody/content/multipart~1form-data/schema",
      "form": {
        "filename": "string",
        "width": "integer",
        "height": "integer",
        "duration": "number",
        "voice": "boolean"
      }
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getFile": {
    "method": "GET",
    "path": "/v1/{appId}/files/{fileToken}/{filename}",
    "security": [],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "fileToken",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/fileToken/schema"
      },
      {
        "name": "filename",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/filename/schema"
      },
      {
        "name": "Range",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/range/schema"
      },
      {
        "name": "If-Range",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/ifRange/schema"
      },
      {
        "name": "If-None-Match",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/ifNoneMatch/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": true
  },
  "listPresences": {
    "method": "POST",
    "path": "/v1/{appId}/presences",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1v1~1%7BappId%7D~1presences/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listConversations": {
    "method": "GET",
    "path": "/v1/{appId}/conversations",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/limit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterConversation/schema"
      },
      {
        "name": "orderBy",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationOrderBy/schema"
      },
      {
        "name": "orderDirection",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/orderDirection/schema"
      },
      {
        "name": "offsetTs",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/offsetTs/schema"
      },
      {
        "name": "lastMessageBefore",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/lastMessageBefore/schema"
      },
      {
        "name": "lastMessageAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/lastMessageAfter/schema"
      },
      {
        "name": "filter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "json",
        "schema": "#/components/parameters/conversationFilter/schema/contentSchema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getConversation": {
    "method": "GET",
    "path": "/v1/{appId}/conversations/{conversationId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "putConversation": {
    "method": "PUT",
    "path": "/v1/{appId}/conversations/{conversationId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1v1~1%7BappId%7D~1conversations~1%7BconversationId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "deleteConversation": {
    "method": "DELETE",
    "path": "/v1/{appId}/conversations/{conversationId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "markConversationRead": {
    "method": "POST",
    "path": "/v1/{appId}/conversations/{conversationId}/readBy/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1v1~1%7BappId%7D~1conversations~1%7BconversationId%7D~1readBy~1%7BuserId%7D/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listParticipants": {
    "method": "GET",
    "path": "/v1/{appId}/conversations/{conversationId}/participants",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/participantLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterParticipant/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "joinConversation": {
    "method": "PUT",
    "path": "/v1/{appId}/conversations/{conversationId}/participants/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1v1~1%7BappId%7D~1conversations~1%7BconversationId%7D~1participants~1%7BuserId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "leaveConversation": {
    "method": "DELETE",
    "path": "/v1/{appId}/conversations/{conversationId}/participants/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "updateParticipant": {
    "method": "PATCH",
    "path": "/v1/{appId}/conversations/{conversationId}/participants/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1conversations~1%7BconversationId%7D~1participants~1%7BuserId%7D/patch/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listMessages": {
    "method": "GET",
    "path": "/v1/{appId}/conversations/{conversationId}/messages",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/limit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterMessage/schema"
      },
      {
        "name": "orderBy",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageOrderBy/schema"
      },
      {
        "name": "orderDirection",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/orderDirection/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "sendMessages": {
    "method": "POST",
    "path": "/v1/{appId}/conversations/{conversationId}/messages",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1conversations~1%7BconversationId%7D~1messages/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getMessage": {
    "method": "GET",
    "path": "/v1/{appId}/conversations/{conversationId}/messages/{messageId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "editMessage": {
    "method": "PUT",
    "path": "/v1/{appId}/conversations/{conversationId}/messages/{messageId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1conversations~1%7BconversationId%7D~1messages~1%7BmessageId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "deleteMessage": {
    "method": "DELETE",
    "path": "/v1/{appId}/conversations/{conversationId}/messages/{messageId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listReactions": {
    "method": "GET",
    "path": "/v1/{appId}/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "emoji",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/emoji/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/reactionLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterReaction/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "addReaction": {
    "method": "PUT",
    "path": "/v1/{appId}/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "emoji",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/emoji/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "removeReaction": {
    "method": "DELETE",
    "path": "/v1/{appId}/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "emoji",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/emoji/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listWebhooks": {
    "method": "GET",
    "path": "/v1/{appId}/webhooks",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createWebhook": {
    "method": "POST",
    "path": "/v1/{appId}/webhooks",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1webhooks/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getWebhook": {
    "method": "GET",
    "path": "/v1/{appId}/webhooks/{webhookId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "deleteWebhook": {
    "method": "DELETE",
    "path": "/v1/{appId}/webhooks/{webhookId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "changeWebhook": {
    "method": "PATCH",
    "path": "/v1/{appId}/webhooks/{webhookId}",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1webhooks~1%7BwebhookId%7D/patch/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "rotateWebhookSecret": {
    "method": "POST",
    "path": "/v1/{appId}/webhooks/{webhookId}/rotate",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1v1~1%7BappId%7D~1webhooks~1%7BwebhookId%7D~1rotate/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "testWebhook": {
    "method": "POST",
    "path": "/v1/{appId}/webhooks/{webhookId}/test",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "replayWebhook": {
    "method": "POST",
    "path": "/v1/{appId}/webhooks/{webhookId}/replay",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1webhooks~1%7BwebhookId%7D~1replay/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listWebhookAttempts": {
    "method": "GET",
    "path": "/v1/{appId}/webhooks/{webhookId}/attempts",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/limit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterAttempt/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "resendWebhookAttempt": {
    "method": "POST",
    "path": "/v1/{appId}/webhooks/{webhookId}/attempts/{attemptId}/resend",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "webhookId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/webhookId/schema"
      },
      {
        "name": "attemptId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/attemptId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "sendBatch": {
    "method": "POST",
    "path": "/v1/{appId}/batch",
    "security": [
      "serverKey"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "TalkJS-REST-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/restVersion/schema"
      },
      {
        "name": "Parley-Version",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/parleyVersion/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1batch/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getUserSnapshot": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/users/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "setUser": {
    "method": "PUT",
    "path": "/v1/{appId}/realtime/users/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1users~1%7BuserId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createUserIfNotExists": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/users/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1users~1%7BuserId%7D/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listOwnConversations": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/conversations",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/ownConversationLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterConversation/schema"
      },
      {
        "name": "filter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "json",
        "schema": "#/components/parameters/userConversationFilter/schema/contentSchema"
      },
      {
        "name": "participants",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/listedParticipants/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getConversationSnapshot": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "setConversation": {
    "method": "PUT",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1conversations~1%7BconversationId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createConversationIfNotExists": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1conversations~1%7BconversationId%7D/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listMessageSnapshots": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/messageSnapshotLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterMessage/schema"
      },
      {
        "name": "around",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/aroundMessage/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "sendMessage": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1conversations~1%7BconversationId%7D~1messages/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getMessageSnapshot": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "removeMessage": {
    "method": "DELETE",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "changeMessage": {
    "method": "PATCH",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1conversations~1%7BconversationId%7D~1messages~1%7BmessageId%7D/patch/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listReactionSnapshots": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "emoji",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/emoji/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/reactionLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterReaction/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "addOwnReaction": {
    "method": "PUT",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "emoji",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/emoji/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "removeOwnReaction": {
    "method": "DELETE",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "messageId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/messageId/schema"
      },
      {
        "name": "emoji",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/emoji/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "markAsRead": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/read",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "markAsUnread": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/unread",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "uploadOwnFile": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/files",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1files/post/requestBody/content/multipart~1form-data/schema",
      "form": {
        "filename": "string",
        "width": "integer",
        "height": "integer",
        "duration": "number",
        "voice": "boolean"
      }
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getOwnPermissions": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/permissions",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getUnreadTotal": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/unread",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "markAsTyping": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/typing",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listParticipantSnapshots": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/participants",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/participantSnapshotLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterParticipant/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getParticipantSnapshot": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/participants/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "setParticipant": {
    "method": "PUT",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/participants/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1conversations~1%7BconversationId%7D~1participants~1%7BuserId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createParticipantIfNotExists": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/participants/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1conversations~1%7BconversationId%7D~1participants~1%7BuserId%7D/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "removeParticipant": {
    "method": "DELETE",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/participants/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "changeParticipant": {
    "method": "PATCH",
    "path": "/v1/{appId}/realtime/conversations/{conversationId}/participants/{userId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "conversationId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/conversationId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1conversations~1%7BconversationId%7D~1participants~1%7BuserId%7D/patch/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "streamEvents": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/events",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "Last-Event-ID",
        "in": "header",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/lastEventId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": true,
    "downloads": false
  },
  "searchConversations": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/search/conversations",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "query",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/searchQuery/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/searchLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterConversation/schema"
      },
      {
        "name": "filter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "json",
        "schema": "#/components/parameters/userConversationFilter/schema/contentSchema"
      },
      {
        "name": "participants",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/listedParticipants/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "searchMessages": {
    "method": "GET",
    "path": "/v1/{appId}/realtime/search/messages",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "query",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/searchQuery/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/searchLimit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterMessage/schema"
      },
      {
        "name": "filter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "json",
        "schema": "#/components/parameters/searchedConversationFilter/schema/contentSchema"
      },
      {
        "name": "participants",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/listedParticipants/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "watchUsers": {
    "method": "PUT",
    "path": "/v1/{appId}/realtime/streams/{streamId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "streamId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/streamId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1v1~1%7BappId%7D~1realtime~1streams~1%7BstreamId%7D/put/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "markStreamAlive": {
    "method": "POST",
    "path": "/v1/{appId}/realtime/streams/{streamId}",
    "security": [
      "userToken",
      "userSignature"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/appId/schema"
      },
      {
        "name": "streamId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/streamId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getAdminSession": {
    "method": "GET",
    "path": "/admin/v1/session",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createAdminSession": {
    "method": "POST",
    "path": "/admin/v1/session",
    "security": [],
    "parameters": [],
    "body": {
      "required": true,
      "schema": "#/paths/~1admin~1v1~1session/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "deleteAdminSession": {
    "method": "DELETE",
    "path": "/admin/v1/session",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createAdminLink": {
    "method": "POST",
    "path": "/admin/v1/links",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listBackups": {
    "method": "GET",
    "path": "/admin/v1/backups",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createBackup": {
    "method": "POST",
    "path": "/admin/v1/backups",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getBackup": {
    "method": "GET",
    "path": "/admin/v1/backups/{backupId}",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "backupId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/backupId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "deleteBackup": {
    "method": "DELETE",
    "path": "/admin/v1/backups/{backupId}",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "backupId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/backupId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listApps": {
    "method": "GET",
    "path": "/admin/v1/apps",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/limit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": true,
        "type": "string",
        "schema": "#/components/parameters/startingAfterApp/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createApp": {
    "method": "POST",
    "path": "/admin/v1/apps",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": {
      "required": true,
      "schema": "#/paths/~1admin~1v1~1apps/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getAppDetails": {
    "method": "GET",
    "path": "/admin/v1/apps/{appId}",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "deleteApp": {
    "method": "DELETE",
    "path": "/admin/v1/apps/{appId}",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "changeApp": {
    "method": "PATCH",
    "path": "/admin/v1/apps/{appId}",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1admin~1v1~1apps~1%7BappId%7D/patch/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listKeys": {
    "method": "GET",
    "path": "/admin/v1/apps/{appId}/keys",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createKey": {
    "method": "POST",
    "path": "/admin/v1/apps/{appId}/keys",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1admin~1v1~1apps~1%7BappId%7D~1keys/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "revokeKey": {
    "method": "DELETE",
    "path": "/admin/v1/apps/{appId}/keys/{keyId}",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      },
      {
        "name": "keyId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/keyId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "changeKey": {
    "method": "PATCH",
    "path": "/admin/v1/apps/{appId}/keys/{keyId}",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      },
      {
        "name": "keyId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/keyId/schema"
      }
    ],
    "body": {
      "required": true,
      "schema": "#/paths/~1admin~1v1~1apps~1%7BappId%7D~1keys~1%7BkeyId%7D/patch/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "rotateKey": {
    "method": "POST",
    "path": "/admin/v1/apps/{appId}/keys/{keyId}/rotate",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      },
      {
        "name": "keyId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/keyId/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1admin~1v1~1apps~1%7BappId%7D~1keys~1%7BkeyId%7D~1rotate/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createAppToken": {
    "method": "POST",
    "path": "/admin/v1/apps/{appId}/tokens",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listLogEntries": {
    "method": "GET",
    "path": "/admin/v1/apps/{appId}/log",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      },
      {
        "name": "limit",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/limit/schema"
      },
      {
        "name": "startingAfter",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/startingAfterLogEntry/schema"
      },
      {
        "name": "type",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/logEntryType/schema"
      },
      {
        "name": "conversationId",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/logConversationId/schema"
      },
      {
        "name": "userId",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/logUserId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getUsage": {
    "method": "GET",
    "path": "/admin/v1/apps/{appId}/usage",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      },
      {
        "name": "days",
        "in": "query",
        "required": false,
        "allowsEmpty": false,
        "type": "integer",
        "schema": "#/components/parameters/usageDays/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getAnonymization": {
    "method": "GET",
    "path": "/admin/v1/apps/{appId}/users/{userId}/anonymization",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "createAnonymization": {
    "method": "POST",
    "path": "/admin/v1/apps/{appId}/users/{userId}/anonymization",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [
      {
        "name": "appId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/managedAppId/schema"
      },
      {
        "name": "userId",
        "in": "path",
        "required": true,
        "allowsEmpty": false,
        "type": "string",
        "schema": "#/components/parameters/userId/schema"
      }
    ],
    "body": {
      "required": false,
      "schema": "#/paths/~1admin~1v1~1apps~1%7BappId%7D~1users~1%7BuserId%7D~1anonymization/post/requestBody/content/application~1json/schema",
      "form": null
    },
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "listNodes": {
    "method": "GET",
    "path": "/admin/v1/nodes",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getLog": {
    "method": "GET",
    "path": "/admin/v1/log",
    "security": [
      "adminKey",
      "adminSession"
    ],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  },
  "getHealth": {
    "method": "GET",
    "path": "/health",
    "security": [],
    "parameters": [],
    "body": null,
    "faultsByKey": false,
    "streams": false,
    "downloads": false
  }
} as const

export type OperationId = keyof typeof operations

/** The values of parameters whose text is JSON. */
export interface JsonParameters {
  listUserConversations: { filter?: components['schemas']['UserConversationFilter'] }
  listConversations: { filter?: components['schemas']['ConversationFilter'] }
  listOwnConversations: { filter?: components['schemas']['UserConversationFilter'] }
  searchConversations: { filter?: components['schemas']['UserConversationFilter'] }
  searchMessages: { filter?: components['schemas']['UserConversationFilter'] }
}
