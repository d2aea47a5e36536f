/**
 * Age and gender, where people say it of themselves: "my son is 12" says nothing of the visitor. Every repetition
 * has a bound.
 */

const age: RegExp[] = [
  /(?<![\p{L}])(?:i am|i['’]?m)\s{1,3}(\d{1,3})\s{0,2}(?:years?[ -]old|yrs?[ -]old|y[/.]?o\b)/iu,
  /(?<![\p{L}])my age(?: is|:)\s{0,2}(\d{1,3})(?!\d)/iu,
  /(?:^|[\s,，。;；!！])我?(?:今年|现在|已经)\s?(\d{1,3})\s?(?:周?岁|了)(?![以之])/u,
  /(?:我|本人)(?:今年|现在|已经)?\s?(\d{1,3})\s?周?岁/u,
  /(?<!\p{L})年龄[:：是]?\s?(\d{1,3})\s?(?:岁|$|[,，。;；])/u,
  /(?<![\p{L}])tengo\s(\d{1,3})\saños(?=\s?(?:$|[,.;!?)]|y\b))/iu,
  /(?<![\p{L}])(?:eu\s)?tenho\s(\d{1,3})\sanos(?=\s?(?:$|[,.;!?)]|e\b))/iu,
  /(?<![\p{L}])j['’]ai\s(\d{1,3})\sans(?=\s?(?:$|[,.;!?)]|et\b))/iu,
  /(?<![\p{L}])ich bin\s(\d{1,3})(?:\sjahre alt|(?=\s?(?:$|[.;!])))/iu,
  /(?<![\p{L}])mam\s(\d{1,3})\slat(?=\s?(?:$|[,.;!?)]|i\b))/iu,
  /(?<![\p{L}])(?:umur saya|usia saya|saya berumur|saya berusia)\s(\d{1,3})(?:\stahun|(?!\d))/iu,
  /(?<![\p{L}])ho\s(\d{1,3})\sanni(?=\s?(?:$|[,.;!?)]|e\b))/iu,
  /(?<![\p{L}])عمري\s(\d{1,3})(?!\d)/u,
  /(?<!\d)(\d{1,3})\s?yaşındayım/iu,
  /(?:저는|제 나이는|나는)\s?(?:만\s?)?(\d{1,3})\s?(?:살|세)/u,
]

/** Between the youngest who write and the oldest there were. */
export function ageIn(text: string): string | null {
  if (!/\d/.test(text)) return null
  for (const pattern of age) {
    const said = Number(pattern.exec(text)?.[1])
    if (said >= 6 && said <= 115) return String(said)
  }
  return null
}

const end = String.raw`(?=\s{0,2}(?:$|[,，.。;；!！?？)）]|and\b|y\b|et\b|und\b|e\b|i\b|with\b))`
const says = (words: string) => new RegExp(`(?<![\\p{L}])(?:${words})${end}`, 'iu')

const male = [
  says("(?:i am|i['’]?m) (?:a )?(?:male|man|guy|boy)"),
  says('(?:my )?(?:gender|sex)(?: is|:) ?(?:male|man|m)'),
  says('soy (?:un )?hombre|je suis un homme|ich bin (?:ein mann|männlich)|sou (?:um )?homem|sono un uomo'),
  says('jestem mężczyzną|saya (?:pria|laki-laki)|أنا رجل|ben erkeğim'),
  /性别[:：是]?\s?男|(?:我|本人)是(?:个|一个|一名)?男(?:的|生|士|性|孩)?(?=$|[,，。;；!！\s])/u,
]
const female = [
  says("(?:i am|i['’]?m) (?:a )?(?:female|woman|girl|lady)"),
  says('(?:my )?(?:gender|sex)(?: is|:) ?(?:female|woman|f)'),
  says(
    'soy (?:una )?mujer|je suis une femme|ich bin (?:eine frau|weiblich)|sou (?:uma )?mulher|sono una donna',
  ),
  says('jestem kobietą|saya (?:perempuan|wanita)|أنا (?:امرأة|سيدة)|ben kadınım'),
  /性别[:：是]?\s?女|(?:我|本人)是(?:个|一个|一名)?女(?:的|生|士|性|孩)?(?=$|[,，。;；!！\s])/u,
]

/** One look that spares nearly every text the patterns. */
const speaksOfItself = /\b(?:i am|i['’]?m|gender|sex|soy|suis|bin|sou|sono|jestem|saya|ben)\b|أنا|性别|是/i

export function genderIn(text: string): 'male' | 'female' | null {
  if (!speaksOfItself.test(text)) return null
  const isMale = male.some((pattern) => pattern.test(text))
  const isFemale = female.some((pattern) => pattern.test(text))
  return isMale === isFemale ? null : isMale ? 'male' : 'female'
}
