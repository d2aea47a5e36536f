/** German templates. */
import type { FaqTemplates } from '@foyer/protocol'

export const german: FaqTemplates['templates'] = [
  {
    category: 'Lieferung',
    question: 'Wie lange dauert die Lieferung?',
    phrasings: [
      'Wann kommt meine Bestellung an?',
      'Wie schnell verschickt ihr?',
      'Wie sind die Lieferzeiten?',
      'Wie viele Tage dauert der Versand?',
      'Gibt es Expressversand?',
      'Ist das Paket bis zum Wochenende da?',
    ],
    answer:
      'Bestellungen verlassen unser Lager innerhalb von [1 Werktag] und sind in **[2 bis 4 Werktagen]** bei Ihnen. Expressversand dauert [1 Werktag] und lässt sich an der Kasse wählen.',
  },
  {
    category: 'Lieferung',
    question: 'Was kostet der Versand?',
    phrasings: [
      'Wie hoch sind die Versandkosten?',
      'Ist der Versand kostenlos?',
      'Ab welchem Betrag ist die Lieferung gratis?',
      'Muss ich für die Lieferung zahlen?',
      'Was berechnet ihr für den Versand?',
      'Gibt es eine versandkostenfreie Lieferung?',
    ],
    answer: 'Der Versand kostet **[4,90 €]** und ist ab [50 €] kostenlos. Expressversand kostet [9,90 €].',
  },
  {
    category: 'Lieferung',
    question: 'Wo ist meine Bestellung?',
    phrasings: [
      'Wie verfolge ich mein Paket?',
      'Meine Bestellung ist nicht angekommen',
      'Wie ist der Stand meiner Bestellung?',
      'Wo finde ich die Sendungsnummer?',
      'Die Sendungsverfolgung ändert sich seit Tagen nicht',
      'Mein Paket ist zu spät',
    ],
    answer:
      'Sobald Ihre Bestellung unterwegs ist, schicken wir Ihnen einen Link zur Sendungsverfolgung per E-Mail; er steht auch in Ihrem Konto unter [Bestellungen]. Bewegt sich [3 Werktage] lang nichts, schreiben Sie uns hier mit Ihrer Bestellnummer.',
  },
  {
    category: 'Lieferung',
    question: 'Liefern Sie in andere Länder?',
    phrasings: [
      'Verschickt ihr ins Ausland?',
      'In welche Länder liefert ihr?',
      'Versendet ihr international?',
      'Kann ich aus einem anderen Land bestellen?',
      'Muss ich Zoll bezahlen?',
      'Liefert ihr in die Schweiz?',
    ],
    answer:
      'Wir liefern in **[alle Länder der Europäischen Union, in die Schweiz und nach Großbritannien]**. Außerhalb der [EU] können Zoll und Steuern Ihres Landes dazukommen.',
  },
  {
    category: 'Rückgabe und Erstattung',
    question: 'Wie kann ich etwas zurückgeben?',
    phrasings: [
      'Ich möchte etwas zurückschicken',
      'Wie lange kann ich zurückgeben?',
      'Wie ist euer Rückgaberecht?',
      'Es passt nicht, kann ich es zurückgeben?',
      'Woher bekomme ich ein Rücksendeetikett?',
      'Kann ich es gegen eine andere Größe umtauschen?',
      'Ist die Rücksendung kostenlos?',
    ],
    answer:
      'Was nicht gefällt, können Sie innerhalb von **[30 Tagen]** unbenutzt und verpackt zurückgeben:\n\n1. Fordern Sie in Ihrem Konto unter [Bestellungen] ein Etikett an.\n2. Packen Sie den Artikel ein und kleben Sie es auf.\n3. Geben Sie das Paket [in einer Postfiliale] ab.\n\nDie Rücksendung ist [kostenlos].',
  },
  {
    category: 'Rückgabe und Erstattung',
    question: 'Wann bekomme ich mein Geld zurück?',
    phrasings: [
      'Wie lange dauert die Erstattung?',
      'Wo bleibt meine Rückzahlung?',
      'Ich habe es zurückgeschickt, aber kein Geld bekommen',
      'Ist meine Rücksendung angekommen?',
      'Wie wird mir der Betrag erstattet?',
      'Ich warte noch auf mein Geld',
    ],
    answer:
      'Wir erstatten Ihnen den Betrag innerhalb von **[5 Werktagen]**, nachdem die Rücksendung bei uns ist, auf dem Weg, auf dem Sie bezahlt haben. Bei Ihrer Bank kann es [2 bis 3 Tage] länger dauern.',
  },
  {
    category: 'Rückgabe und Erstattung',
    question: 'Meine Bestellung ist beschädigt oder falsch. Was nun?',
    phrasings: [
      'Etwas ist kaputt',
      'Ich habe den falschen Artikel bekommen',
      'Ein Teil fehlt',
      'Das Produkt funktioniert nicht',
      'Das Paket war beschädigt',
      'Ihr habt mir die falsche Größe geschickt',
      'Ich möchte etwas reklamieren',
    ],
    answer:
      'Das tut uns leid! Schicken Sie uns hier im Chat Ihre **Bestellnummer und ein Foto**. Wir schicken Ersatz oder erstatten den Betrag, wie Sie möchten; die Rücksendung kostet Sie nichts.',
  },
  {
    category: 'Bezahlung',
    question: 'Wie kann ich bezahlen?',
    phrasings: [
      'Welche Zahlungsarten gibt es?',
      'Nehmt ihr Kreditkarten?',
      'Kann ich mit PayPal bezahlen?',
      'Ist Kauf auf Rechnung möglich?',
      'Kann ich in Raten zahlen?',
      'Geht auch Nachnahme?',
    ],
    answer:
      'Sie können mit **[Karte, PayPal, Überweisung oder auf Rechnung]** bezahlen. Die Zahlung ist verschlüsselt.',
  },
  {
    category: 'Bezahlung',
    question: 'Wie löse ich einen Gutschein ein?',
    phrasings: [
      'Mein Gutschein funktioniert nicht',
      'Wo gebe ich den Rabattcode ein?',
      'Ich habe einen Coupon',
      'Kann ich zwei Gutscheine gleichzeitig nutzen?',
      'Habt ihr gerade Rabatte?',
      'Der Code wird nicht angenommen',
    ],
    answer:
      'Geben Sie den Code an der Kasse im Feld [Gutscheincode] ein. Ein Code gilt [einmal pro Kunde], lässt sich nicht mit anderen verbinden und kann einen Mindestbestellwert von [30 €] haben.',
  },
  {
    category: 'Bezahlung',
    question: 'Bekomme ich eine Rechnung?',
    phrasings: [
      'Wo finde ich meine Rechnung?',
      'Ich brauche einen Beleg',
      'Bitte schickt mir die Rechnung',
      'Wie lade ich die Rechnung herunter?',
      'Könnt ihr die Rechnung auf meine Firma ausstellen?',
      'Ich brauche eine Rechnung mit Mehrwertsteuer',
    ],
    answer:
      'Wir schicken die Rechnung [mit der Bestellung] per E-Mail, und sie steht in Ihrem Konto unter [Bestellungen]. Für eine Rechnung an eine Firma schreiben Sie uns hier deren Namen, Anschrift und Umsatzsteuernummer.',
  },
  {
    category: 'Bestellung und Konto',
    question: 'Kann ich meine Bestellung ändern oder stornieren?',
    phrasings: [
      'Ich möchte meine Bestellung stornieren',
      'Ich habe das Falsche bestellt',
      'Lieferadresse ändern',
      'Kann ich noch etwas dazubestellen?',
      'Wie halte ich meine Bestellung auf?',
      'Ich habe die falsche Adresse angegeben',
    ],
    answer:
      'Ja, solange sie nicht verschickt ist, also meist bis **[2 Stunden]** nach der Bestellung. Schreiben Sie uns hier Ihre Bestellnummer und was zu ändern ist. Was schon unterwegs ist, können Sie zurückgeben.',
  },
  {
    category: 'Bestellung und Konto',
    question: 'Ich komme nicht in mein Konto',
    phrasings: [
      'Ich habe mein Passwort vergessen',
      'Wie setze ich mein Passwort zurück?',
      'Die Anmeldung geht nicht',
      'Ich bekomme keine E-Mail zum Zurücksetzen',
      'Mein Konto ist gesperrt',
      'Wie ändere ich mein Passwort?',
    ],
    answer:
      'Wählen Sie auf der Anmeldeseite **[Passwort vergessen?]**, dann schicken wir Ihnen einen Link. Ist er nach [10 Minuten] nicht da, sehen Sie im Spam-Ordner nach oder schreiben Sie uns hier mit der E-Mail-Adresse Ihres Kontos.',
  },
  {
    category: 'Bestellung und Konto',
    question: 'Wie erreiche ich Sie?',
    phrasings: [
      'Wie ist eure Telefonnummer?',
      'Wie lautet die E-Mail-Adresse?',
      'Wann habt ihr geöffnet?',
      'Wo ist euer Geschäft?',
      'Was sind eure Öffnungszeiten?',
      'Kann ich euch anrufen?',
    ],
    answer:
      'Hier im Chat, per E-Mail an [hilfe@ihr-shop.example] oder telefonisch unter [+00 000 000]. Wir antworten [Montag bis Freitag von 9 bis 17 Uhr].',
  },
]
