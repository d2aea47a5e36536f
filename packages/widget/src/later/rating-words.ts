/** What the rating says, in every language of the widget; fetched with it. In the order of {@link names}. */

const names = ['title', 'good', 'bad', 'of', 'comment', 'send', 'thanks', 'change', 'failed'] as const
export type RatingWords = Record<(typeof names)[number], string>

const words: Record<string, string> = {
  en: 'How was this conversation?|Good|Bad|{n} of {most}|What should we know? (optional)|Send|Thank you for your rating.|Change|That did not work. Try again.',
  ar: 'كيف كانت هذه المحادثة؟|جيدة|سيئة|{n} من {most}|ماذا يجب أن نعرف؟ (اختياري)|إرسال|شكرًا على تقييمك.|تغيير|لم ينجح ذلك. حاول مرة أخرى.',
  zh: '这次对话怎么样?|好|不好|{n}/{most}|有什么想告诉我们的?(选填)|发送|感谢您的评价。|修改|未能成功,请重试。',
  pl: 'Jak przebiegła ta rozmowa?|Dobrze|Źle|{n} z {most}|Co warto nam powiedzieć? (opcjonalnie)|Wyślij|Dziękujemy za ocenę.|Zmień|Nie udało się. Spróbuj ponownie.',
  id: 'Bagaimana percakapan ini?|Baik|Buruk|{n} dari {most}|Apa yang perlu kami ketahui? (opsional)|Kirim|Terima kasih atas penilaian Anda.|Ubah|Gagal. Coba lagi.',
  de: 'Wie war dieses Gespräch?|Gut|Schlecht|{n} von {most}|Was sollten wir wissen? (freiwillig)|Senden|Danke für Ihre Bewertung.|Ändern|Das hat nicht geklappt. Versuchen Sie es noch einmal.',
  fr: 'Comment s’est passée cette conversation ?|Bien|Mal|{n} sur {most}|Que devrions-nous savoir ? (facultatif)|Envoyer|Merci pour votre avis.|Modifier|Cela n’a pas fonctionné. Réessayez.',
  es: '¿Qué tal esta conversación?|Bien|Mal|{n} de {most}|¿Qué deberíamos saber? (opcional)|Enviar|Gracias por tu valoración.|Cambiar|No ha funcionado. Inténtalo de nuevo.',
  pt: 'Como foi esta conversa?|Boa|Ruim|{n} de {most}|O que devemos saber? (opcional)|Enviar|Obrigado pela sua avaliação.|Alterar|Não deu certo. Tente novamente.',
  ja: 'この会話はいかがでしたか?|良い|悪い|{most}段階中{n}|ご意見があればお聞かせください(任意)|送信|評価ありがとうございます。|変更|うまくいきませんでした。もう一度お試しください。',
}

/** English where the language of `tag` is not known. */
export function ratingWords(tag: string): RatingWords {
  const said = (words[tag.split('-')[0]!.toLowerCase()] ?? words.en!).split('|')
  return Object.fromEntries(names.map((name, at) => [name, said[at]])) as RatingWords
}
