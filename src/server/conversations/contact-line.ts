import { readContact } from '../platform/read-contact.ts';

/** A longer line tells of something beside a contact. */
const LINE = 60;
/** Words with which people say where they can be reached. */
const SAYING = new Set(
  `а в вот для если есть и или к как лучше мне можно мой моя моё мои на нет номер номеру по пожалуйста прошу с сюда спасибо то только у это я
  адрес адресу имейл емейл мейл мыло почта почте почту почты электронная электронной электронную эл ящик
  звоните звонить мобильный мобильному моб перезвоните позвоните позвонить сотовый тел телефон телефона телефону телефоне
  вотсап ватсап телеграм напишите ответ ответьте отвечайте писать пишите контакт контакты свяжитесь связи связь
  здравствуйте добрый доброе день вечер утро
  a address an answer at back be best by call can cell contact e email for hello here hi is it mail me message mobile my number on or phone
  please reach reached reply s send tel telephone thank thanks the this to us via whatsapp with write you`.split(/\s+/),
);
/** Further words of a line with a contact: a name. */
const NAME = 2;
/** A phone number that cannot be another number: with +, with 00, or a Russian mobile as it is dialed. */
const SURELY_PHONE = /\+\s?\d|(?<!\d)00\d|(?<!\d)[78][\s().\u2010-\u2015-]*9(?:[\s().\u2010-\u2015-]*\d){9}(?!\d)/;

/**
 * The contact in a message that says nothing else: where its writer can be reached, perhaps with a name. Null for anything else: a
 * tax number is as long as a phone number, and a complaint may name somebody else's address.
 */
export function contactInLine(text: string): string | null {
  const contact = text.length <= LINE ? readContact(text) : null;
  if (contact === null) return null;
  const beside = text.replace(/\S*@\S*/g, ' ').toLowerCase();
  const others = (beside.match(/\p{L}+/gu) ?? []).filter((word) => !SAYING.has(word));
  const mayBeNamed = contact.includes('@') || SURELY_PHONE.test(text);
  return others.length <= (mayBeNamed ? NAME : 0) ? contact : null;
}
