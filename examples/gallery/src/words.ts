/** What is said in the gallery, in the languages that try the layout most: long words, right to left, no spaces. */
export interface Words {
  site: string
  /** Before the site's name in the launcher's. */
  chat: string
  subtitle: string
  welcome: string
  ask: string
  answer: string
  more: string
  long: string
  agent: string
  category: string
  questions: [question: string, answer: string][]
  options: string[]
  privacy: string
}

const en: Words = {
  site: 'Juniper & Pine',
  chat: 'Chat: ',
  subtitle: 'Ask us anything about chairs.',
  welcome: 'Hello! How can we help?',
  ask: 'Does the armchair come in green?',
  answer: 'It does: **moss** and pine. Both are in stock.',
  more: 'Shall I put one aside for you?',
  long: 'A list of what we need from you:\n\n- the size of the room\n- the `colour` you like\n- see https://example.com/a-rather-long-address/that-has-to-break-somewhere?for=small-screens',
  agent: 'Noor Haddad',
  category: 'Delivery',
  questions: [
    ['What does delivery cost?', 'It is free from €80; below that it is €6.'],
    ['How long does it take?', 'Three to five days.'],
    ['What wood do you use?', 'Oak and pine, both from within 200 km.'],
  ],
  options: ['Track my order', 'Return something', 'Something else'],
  privacy: 'https://example.com/privacy',
}

export const words: Record<string, Words> = {
  en,
  de: {
    ...en,
    site: 'Wohnraumeinrichtungsgesellschaft Wacholder',
    subtitle: 'Fragen zu Liefergeschwindigkeitszusicherungen? Fragen Sie.',
    welcome: 'Guten Tag! Wie können wir helfen?',
    ask: 'Gibt es den Sessel mit Rindslederoberflächenversiegelung auch in Grün?',
    answer: 'Ja: **Moos** und Kiefer. Beides ist vorrätig.',
    more: 'Soll ich Ihnen einen zurücklegen?',
    category: 'Lieferbedingungen und Versandkostenpauschalen',
    questions: [
      ['Wie hoch ist die Versandkostenpauschale?', 'Ab 80 € nichts, darunter 6 €.'],
      ['Wie lange dauert die Auslieferung innerhalb Deutschlands?', 'Drei bis fünf Tage.'],
      ['Welches Holz verwenden Sie?', 'Eiche und Kiefer aus der Umgebung.'],
    ],
    options: ['Sendungsverfolgung', 'Rücksendung anmelden', 'Etwas anderes'],
  },
  ar: {
    ...en,
    site: 'العرعر والصنوبر',
    chat: 'محادثة: ',
    subtitle: 'اسألونا عن الكراسي بما تشاؤون.',
    welcome: 'أهلًا! كيف نساعدكم؟',
    ask: 'هل الكرسي متوفر باللون الأخضر؟',
    answer: 'نعم: **الطحلبي** والصنوبري، وكلاهما متوفر.',
    more: 'هل أحجز لكم واحدًا؟',
    long: 'نحتاج إلى ما يلي:\n\n- مساحة الغرفة\n- اللون المفضل\n- انظروا https://example.com/a-rather-long-address/that-has-to-break',
    agent: 'نور حداد',
    category: 'التوصيل',
    questions: [
      ['كم تكلفة التوصيل؟', 'مجاني من ٨٠ يورو، وإلا فستة.'],
      ['كم يستغرق؟', 'من ثلاثة إلى خمسة أيام.'],
      ['أي خشب تستعملون؟', 'البلوط والصنوبر.'],
    ],
    options: ['تتبع طلبي', 'إرجاع شيء', 'أمر آخر'],
  },
  ja: {
    ...en,
    site: '杜松と松の家具店',
    chat: 'チャット：',
    subtitle: '椅子のことなら何でもお尋ねください。',
    welcome: 'こんにちは。ご用件をお聞かせください。',
    ask: 'このひじ掛け椅子に緑色はありますか？',
    answer: 'はい、**モス**とパインの二色があり、どちらも在庫がございます。',
    more: 'お取り置きいたしましょうか？',
    agent: '原田 のぞみ',
    category: '配送',
    questions: [
      ['送料はいくらですか？', '80ユーロ以上は無料です。'],
      ['何日かかりますか？', '三日から五日です。'],
      ['どんな木材を使っていますか？', 'オークとパインです。'],
    ],
    options: ['注文を追跡する', '返品する', 'その他'],
  },
  zh: {
    ...en,
    site: '杜松与松木家具',
    chat: '聊天：',
    subtitle: '关于椅子，尽管问我们。',
    welcome: '您好！有什么可以帮您？',
    ask: '这把扶手椅有绿色的吗？',
    answer: '有：**苔绿**和松绿，都有现货。',
    more: '要为您留一把吗？',
    agent: '陈晓',
    category: '配送',
    questions: [
      ['运费是多少？', '满80欧元免费，否则6欧元。'],
      ['需要多长时间？', '三到五天。'],
      ['你们用什么木材？', '橡木和松木。'],
    ],
    options: ['查询订单', '退货', '其他'],
  },
}
