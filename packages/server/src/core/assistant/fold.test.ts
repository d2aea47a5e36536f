import { expect, it } from 'vitest'
import { fold } from './fold.ts'

it.each([
  ['case and accents', 'ÉCOLE Über naïve', 'ecole uber naive'],
  ['ligatures and widths', 'ｆｕｌｌ ﬁne Straße Œuvre', 'full fine strasse oeuvre'],
  ['Turkish dotted and dotless i', 'IŞIK ılık İstanbul', 'isik ilik istanbul'],
  ['a short tail after an apostrophe is of its word', "Don't, don’t, Ali'ye", 'dont dont aliye'],
  ['a long one is a word', "l'adresse dell'ordine", 'l adresse dell ordine'],
  ['Greek', 'Ποιος ΠΟΙΌΣ', 'ποιοσ ποιοσ'],
  ['Cyrillic', 'Ещё Йод', 'еще иод'],
  ['Arabic vowel marks and spellings', 'كَيْفَ أُعِيدُ كلمة إلى', 'كيف اعيد كلمه الي'],
  ['Hebrew points', 'שָׁלוֹם', 'שלום'],
  ['Hangul stays syllables', '비밀번호를 잊었어요', '비밀번호를 잊었어요'],
  ['a voiced kana is not the voiceless one', 'が か ﾊﾟｽﾜｰﾄﾞ', 'が か パスワード'],
  ['Devanagari keeps its vowels', 'पासवर्ड कैसे', 'पासवर्ड कैसे'],
  ['Thai keeps vowels and tones', 'รหัสผ่านทำอย่างไร', 'รหัสผ่านทำอย่างไร'],
  ['invisible characters go', 'pass\u200bword\u00ad\ufeff', 'password'],
  ['what is no letter or digit is a blank', ' 5.5€ — R&B?!\u0000\u0007\n', '5 5 r b'],
  ['emoji', '👩‍👩‍👧 hi 🇩🇪', 'hi'],
  ['only punctuation', '?!… ()', ''],
])('[AS-17] folding: %s', (_, text, folded) => {
  expect(fold(text)).toBe(folded)
  expect(fold(folded)).toBe(folded)
})

it('[AS-17] folds plain ASCII as it folds everything else', () => {
  const signs = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
  const around = ['', 'a', "b'c", "x'yz q'abc", '4', '_', ' ']
  for (const sign of signs) {
    for (const before of around) {
      for (const after of around) {
        const text = `${before}${sign}${after}`
        expect(fold(`${text} é`)).toBe(`${fold(text)} e`.trim())
      }
    }
  }
})
