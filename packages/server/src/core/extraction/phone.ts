/**
 * A telephone number in what somebody wrote: international, Chinese mobile and landline, North American with its
 * separators, and any other where the words before it say that it is one. One pass over runs of digits, so that no
 * text takes longer than it is long. Refuses what words call an order, and what is a date, a price or an address.
 */

/** What may stand between two groups of digits, one or two at a time. */
const between = /[ ().\-/]/
/** Characters before a number that may say what it is. */
const lookBack = 28

const saysPhone =
  /(?:phone|mobile|cell|call|text|reach|tel\b|tel[.:]|whats ?app|电话|手机|联系方式|打给|telefon|handy|móvil|celular|téléphone|portable|numer telefonu|telefone|nomor (?:hp|telepon|wa)\b|رقم(?:ي)? |هاتف|جوال|전화|휴대폰|携帯|電話|cep)[^\d+]{0,24}$/iu
const saysOther =
  /(?:\b(?:order|invoice|tracking|parcel|ticket|ref(?:erence)?|serial|sku|model|item|code|pin|card|account|iban|id|no)\b|订单|单号|快递|运单|编号|型号|尾号|身份证|卡号|bestell\w*|rechnung|pedido|factura|commande|facture|zamówieni\w*|faktur\w*|pesanan|resi|طلب|주문|注文|#|№)[^\d+]{0,16}$/iu

const date = /^(?:\d{4}[-/. ][01]?\d[-/. ][0-3]?\d|[0-3]?\d[-/. ][0-3]?\d[-/. ][12]\d{3})\b/

/** In its one spelling: digits, with a plus where it said its country; null for none. */
export function phoneIn(text: string): string | null {
  if (!/(?:\d\D{0,2}){6}\d/.test(text)) return null
  let at = 0
  while (at < text.length) {
    if (!isStart(text, at)) {
      at += 1
      continue
    }
    const run = readRun(text, at)
    const phone = isWhole(text, at, run.end) ? judge(run, text.slice(Math.max(0, at - lookBack), at)) : null
    if (phone !== null) return phone
    at = Math.max(run.end, at + 1)
  }
  return null
}

interface Run {
  raw: string
  digits: string
  end: number
}

function isStart(text: string, at: number): boolean {
  const one = text[at]!
  if (one === '+' || one === '(') return isDigit(text[at + 1])
  return isDigit(one)
}

function isDigit(one: string | undefined): boolean {
  return one !== undefined && one >= '0' && one <= '9'
}

/** Digits, with at most two separators between two of them. */
function readRun(text: string, from: number): Run {
  let digits = ''
  let end = from
  let gap = 0
  for (let at = from; at < text.length; at += 1) {
    const one = text[at]!
    if (isDigit(one)) {
      digits += one
      end = at + 1
      gap = 0
    } else if (at === from) continue
    else {
      gap += 1
      if (gap > 2 || !between.test(one)) break
    }
  }
  return { raw: text.slice(from, end), digits, end }
}

/** Not a part of a word, a sum of money, a share or a longer number. */
function isWhole(text: string, from: number, end: number): boolean {
  const before = text[from - 1] ?? ' '
  const after = text[end] ?? ' '
  if (/[a-z0-9_$€£¥￥%.,:=@-]/i.test(before)) return /[a-z]?[:=]/i.test(before) && !isDigit(text[from - 2])
  if (/[a-z0-9_%€£@]/i.test(after)) return false
  return !(/[.,:/-]/.test(after) && isDigit(text[end + 1]))
}

function judge({ raw, digits }: Run, before: string): string | null {
  if (saysOther.test(before)) return null
  const isTold = saysPhone.test(before)
  if (raw.startsWith('+'))
    return digits.length >= 8 && digits.length <= 15 && digits[0] !== '0' ? `+${digits}` : null
  if (date.test(raw)) return null
  if (/^(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/.test(raw)) return digits.slice(-11)
  if (/^(?:\(0[1-9]\d{1,2}\) ?|0[1-9]\d{1,2}[- ])[2-9]\d{6,7}$/.test(raw)) return digits
  if (/^(?:1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-.])[2-9]\d\d[-. ]\d{4}$/.test(raw)) return digits
  if (/^00[1-9]/.test(digits) && isTold && digits.length >= 10 && digits.length <= 17)
    return `+${digits.slice(2)}`
  return isTold && digits.length >= 7 && digits.length <= 13 && !/^(\d)\1+$/.test(digits) ? digits : null
}
