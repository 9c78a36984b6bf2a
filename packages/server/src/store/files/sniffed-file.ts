import type { SniffedFile } from '../../model/file.ts'

// Loaded with the first upload: most starts of a server need none of it.
const fileType = () => import('file-type')
const imageSizes = () => import('image-size')

/** Detects the type of a file from its first bytes. */
export async function sniffedFile(head: Buffer): Promise<SniffedFile> {
  const { fileTypeFromBuffer } = await fileType()
  const found = await fileTypeFromBuffer(head)
  const type = found && (soundOnly(found.mime, head) ?? found.mime)
  return { type, size: type?.startsWith('image/') ? await pictureSize(head) : undefined }
}

/**
 * The audio type of a file in a video container without a video track: browsers record voice messages in this form.
 * Undefined if the file has a video track, or if its first bytes do not show its tracks.
 */
function soundOnly(type: string, head: Buffer): string | undefined {
  if (type === 'video/webm') {
    // Codec ids (RFC 9559 §27.16): those of video codecs begin with V_, those of audio codecs with A_.
    const hasSound = head.includes('A_OPUS') || head.includes('A_VORBIS')
    return hasSound && !/V_(VP|AV|MPEG)/.test(head.toString('latin1')) ? 'audio/webm' : undefined
  }
  // Handlers of tracks (ISO/IEC 14496-12 §8.4.3).
  const isSound = type === 'video/mp4' && head.includes('soun') && !head.includes('vide')
  return isSound ? 'audio/mp4' : undefined
}

/** The size in pixels at which it is shown; undefined if the first bytes do not contain it. */
async function pictureSize(head: Buffer): Promise<{ width: number; height: number } | undefined> {
  const { imageSize } = await imageSizes()
  try {
    const { width, height, orientation = 1 } = imageSize(head)
    // Exif orientations from 5 on turn the picture by 90 degrees.
    return orientation >= 5 ? { width: height, height: width } : { width, height }
  } catch {
    // The library throws for pictures that are damaged, or that have their size further on.
    return undefined
  }
}
