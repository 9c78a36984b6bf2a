import {
  dot,
  order,
  otherFilesSent,
  receipt,
  receiptSent,
  sound,
  unknownFile,
  video,
} from './scenario-names.ts'
import type { Step } from './step.ts'

const files = [
  { shows: 'receipt', path: receipt },
  { shows: 'dot', path: dot },
  { shows: 'video', path: video },
  { shows: 'sound', path: sound },
]

const parts: Record<string, string> = { receipt: '0-4', dot: '0-4', video: '4-7', sound: '8-11' }

const mp4 = '\0\0\0\x18ftypmp42\0\0\0\0mp42isom'
const wav = 'RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\0\0\0\0'

/** Uploads, downloads and sends files. */
export const fileSteps: Step[] = [
  { operation: 'uploadFile', example: 'receipt', gives: [receipt.fileToken] },
  { operation: 'uploadOwnFile', example: 'dot', gives: [dot.fileToken] },
  {
    operation: 'uploadFile',
    body: { width: 1920, height: 1080, duration: 3, file: mp4, filename: 'boots.mp4' },
    gives: [video.fileToken],
  },
  {
    operation: 'uploadFile',
    body: { file: wav, filename: 'bell.wav', duration: 0 },
    gives: [sound.fileToken],
  },
  {
    operation: 'uploadFile',
    body: { filename: 'receipt-391.txt' },
    status: 400,
    shows: 'invalidRequest',
  },
  {
    operation: 'uploadFile',
    body: '{}',
    headers: { 'content-type': 'application/json' },
    status: 415,
    shows: 'unsupportedMediaType',
  },
  ...files.map(({ shows, path }): Step => ({ operation: 'getFile', path, shows })),
  ...files.map(
    ({ shows, path }): Step => ({
      operation: 'getFile',
      path,
      shows,
      headers: { range: `bytes=${parts[shows]}` },
      status: 206,
    }),
  ),
  { operation: 'getFile', path: receipt, headers: { 'if-none-match': '*' }, status: 304 },
  {
    operation: 'getFile',
    path: receipt,
    headers: { range: 'bytes=36-' },
    status: 416,
    shows: 'rangeNotSatisfiable',
  },
  { operation: 'getFile', path: unknownFile, status: 404, shows: 'notFound' },
  { operation: 'sendMessages', path: order, example: 'receipt', gives: [receiptSent] },
  { operation: 'getMessage', path: { ...order, messageId: receiptSent }, shows: 'receipt' },
  {
    operation: 'sendMessages',
    path: order,
    body: [dot, video, sound].map(({ fileToken }) => ({
      type: 'SystemMessage',
      attachmentToken: fileToken,
    })),
    gives: otherFilesSent,
  },
]
