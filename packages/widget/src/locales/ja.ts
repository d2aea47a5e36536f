/** Japanese. */
import type { FirstTexts } from './texts.ts'

export const ja: FirstTexts = {
  closeChat: 'チャットを閉じる',
  back: '戻る',
  search: '回答を検索',
  noResults: '回答が見つかりませんでした。下からお問い合わせください。',
  otherQuestions: 'その他の質問',
  needHelp: '解決しませんでしたか？',
  talk: '問い合わせる',
  continueTalk: '会話を続ける',
  online: 'ただいま対応中です',
  assistantOnline: 'アシスタントがすぐにお答えします',
  atOnce: 'すぐにお答えします',
  away: '不在のため、後ほど返信します',
  backAt: '{time}に再開します',
  write: 'メッセージを入力…',
  send: '送信',
  attach: 'ファイルを添付',
  emoji: '絵文字',
  dropFiles: 'ここにドロップして送信',
  agree: '送信すると、{links}に同意したことになります。',
  previewed: '送信前の入力内容が担当者に表示されます。',
  privacy: 'プライバシーポリシー',
  terms: '利用規約',
  and: 'と',
  assistant: 'アシスタント',
  guided: 'よくある質問から始める',
  queuedAt: '順番待ち：{n} 番目',
  queuedNext: '次にご案内します',
  person: '担当者と話す',
  ended: 'この会話は終了しました',
  startNew: '新しい会話を始める',
  more: 'その他',
  voice: '音声メッセージ',
  outdated: '続けるにはページを再読み込みしてください。',
  unknownError: '問題が発生しました。',
}

export { ja as texts }
export const fetchLater = () => import('./ja-later.ts')
