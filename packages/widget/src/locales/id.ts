/** Indonesian. */
import type { FirstTexts } from './texts.ts'

export const id: FirstTexts = {
  closeChat: 'Tutup obrolan',
  back: 'Kembali',
  search: 'Cari jawaban',
  noResults: 'Belum ada jawaban untuk itu. Silakan tanya kami di bawah.',
  otherQuestions: 'Pertanyaan lain',
  needHelp: 'Masih butuh bantuan?',
  talk: 'Hubungi kami',
  continueTalk: 'Lanjutkan percakapan',
  online: 'Kami sedang online',
  assistantOnline: 'Asisten kami menjawab seketika',
  atOnce: 'Menjawab seketika',
  away: 'Sedang tidak di tempat, kami balas nanti',
  backAt: 'Kami kembali {time}',
  write: 'Tulis pesan…',
  send: 'Kirim',
  attach: 'Lampirkan berkas',
  emoji: 'Emoji',
  dropFiles: 'Lepaskan berkas untuk mengirim',
  agree: 'Dengan menulis kepada kami, Anda menyetujui {links} kami.',
  previewed: 'Kami melihat yang Anda ketik sebelum dikirim.',
  privacy: 'kebijakan privasi',
  terms: 'ketentuan penggunaan',
  and: ' dan ',
  assistant: 'Asisten',
  guided: 'Pertanyaan untuk memulai',
  queuedAt: 'Anda nomor {n} dalam antrean',
  queuedNext: 'Giliran Anda berikutnya',
  person: 'Bicara dengan petugas',
  ended: 'Percakapan ini telah berakhir',
  startNew: 'Mulai percakapan baru',
  more: 'Lainnya',
  voice: 'Pesan suara',
  outdated: 'Muat ulang halaman untuk melanjutkan.',
  unknownError: 'Terjadi kesalahan.',
}

export { id as texts }
export const fetchLater = () => import('./id-later.ts')
