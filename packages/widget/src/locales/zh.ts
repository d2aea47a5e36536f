/** Chinese, simplified. */
import type { FirstTexts } from './texts.ts'

export const zh: FirstTexts = {
  closeChat: '关闭聊天',
  back: '返回',
  search: '搜索答案',
  noResults: '没有找到答案，可以在下方向我们提问。',
  otherQuestions: '其他问题',
  needHelp: '还需要帮助吗？',
  talk: '联系我们',
  continueTalk: '继续会话',
  online: '我们在线',
  assistantOnline: '智能助手即时回答',
  atOnce: '即时回答',
  away: '暂时不在，稍后回复',
  backAt: '{time}回来',
  write: '输入消息…',
  send: '发送',
  attach: '添加文件',
  emoji: '表情',
  dropFiles: '松开即可发送文件',
  agree: '给我们留言即表示同意{links}。',
  previewed: '您在发送前输入的内容对客服可见。',
  privacy: '隐私政策',
  terms: '使用条款',
  and: '和',
  assistant: '智能助手',
  guided: '常见问题',
  queuedAt: '您排在第 {n} 位',
  queuedNext: '下一位就是您',
  person: '转人工客服',
  ended: '会话已结束',
  startNew: '开始新会话',
  more: '更多',
  voice: '语音消息',
  outdated: '请刷新页面后继续。',
  unknownError: '出错了。',
}

export { zh as texts }
export const fetchLater = () => import('./zh-later.ts')
