/** A file, and what its bytes show. */
export interface Sample {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  type: string
  subtype: 'image' | 'video' | 'audio' | 'generic'
  width?: number
  height?: number
}

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

/** The beginning of a PNG with this size (PNG §11.2.2). */
export const png = (width: number, height: number) => {
  const side = (pixels: number) => pixels.toString(16).padStart(8, '0')
  return hex(
    `89504e470d0a1a0a 0000000d 49484452 ${side(width)}${side(height)} 0802000000 00000000 00000000 49444154`,
  )
}

const generic = { type: 'application/octet-stream', subtype: 'generic' } as const

export const samples: Sample[] = [
  {
    name: 'a.png',
    bytes: png(640, 480),
    type: 'image/png',
    subtype: 'image',
    width: 640,
    height: 480,
  },
  {
    name: 'a.gif',
    bytes: latin(
      'GIF89a\x02\x00\x03\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;',
    ),
    type: 'image/gif',
    subtype: 'image',
    width: 2,
    height: 3,
  },
  {
    name: 'a.jpg',
    bytes: hex(
      'ffd8ffe0 0010 4a46494600 0101 00 0001 0001 0000 ffc0 0011 08 0010 0020 03 012200 021101 031101 ffd9',
    ),
    type: 'image/jpeg',
    subtype: 'image',
    width: 32,
    height: 16,
  },
  {
    name: 'a.webp',
    bytes: hex(
      '52494646 1a000000 57454250 5650384c 0d000000 2f 0ac00000 1007 1011 1188 8808 0000 0000',
    ),
    type: 'image/webp',
    subtype: 'image',
    width: 11,
    height: 4,
  },
  {
    name: 'a.mp4',
    bytes: latin('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'),
    type: 'video/mp4',
    subtype: 'video',
  },
  {
    name: 'a.wav',
    bytes: latin(
      'RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\0\0\0\0',
    ),
    type: 'audio/wav',
    subtype: 'audio',
  },
  {
    name: 'a.mp3',
    bytes: latin('ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64'),
    type: 'audio/mpeg',
    subtype: 'audio',
  },
  {
    name: 'voice.m4a',
    bytes: latin(
      '\0\0\0\x18ftypiso5\0\0\0\0iso5mp41\0\0\0\x20moov\0\0\0\x18trak\0\0\0\x10hdlr\0\0\0\0soun',
    ),
    type: 'audio/mp4',
    subtype: 'audio',
  },
  {
    name: 'voice.webm',
    bytes: latin(
      '\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04B\x85\x81\x02\x18S\x80g\x86\x86A_OPUS',
    ),
    type: 'audio/webm',
    subtype: 'audio',
  },
  {
    name: 'a.webm',
    bytes: latin(
      '\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04B\x85\x81\x02\x18S\x80g\x86\x86A_OPUS\x86\x85V_VP8',
    ),
    type: 'video/webm',
    subtype: 'video',
  },
  {
    name: 'a.svg',
    bytes: latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ...generic,
  },
  {
    name: 'b.svg',
    bytes: latin('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ...generic,
  },
  { name: 'a.html', bytes: latin('<!DOCTYPE html><script>alert(1)</script>'), ...generic },
  { name: 'a.pdf', bytes: latin('%PDF-1.7\n'), ...generic },
  { name: 'a.zip', bytes: latin('PK\x03\x04\x14\0\0\0\0\0'), ...generic },
  { name: 'a.tif', bytes: hex('49492a00 08000000 0000'), ...generic },
  { name: 'a.png.txt', bytes: latin('not a picture'), ...generic },
  { name: 'huge.png', bytes: png(100_000, 100_000), ...generic },
]
