/** The same number of stars whatever is hidden: lengths tell too. */
const STARS = '***';

/**
 * A payer for somebody who only typed a number (basic level): «Иванов Иван Иванович» → «И*** И. И.». The surname is a
 * proof of the full level, so no more than its first letter is told; the owner recognises the initials.
 * A company keeps its legal form: «ООО "Ромашка"» → «ООО Р***». Several owners are masked one by one.
 */
export function maskName(name: string): string {
  return name
    .split(/[,;]/u)
    .map((person) => maskOnePayer(person))
    .filter((masked) => masked !== '')
    .join(', ');
}

function maskOnePayer(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  const [first, ...rest] = words;
  if (first === undefined) return '';
  if (
    /^\p{Lu}{2,5}$/u.test(first) &&
    rest.length > 0 &&
    /^(?:О?АО|ООО|ЗАО|ПАО|НАО|ИП|ТСЖ|ТСН|ЖСК|СНТ|ГСК|МУП|ГУП|ФГУП|ГБУ|МКУ|АНО|НКО|КФХ)$/u.test(first)
  ) {
    return `${first} ${hide(rest[0] ?? '')}`;
  }
  return [hide(first), ...rest.slice(0, 2).map((word) => `${initial(word)}.`)].join(' ');
}

const AREA =
  /^(?:(?:г|гор|город|пос|поселок|посёлок|пгт|рп|с|село|дер|деревня|обл|область|р-н|район|край|респ|республика|мо|снт|тер)(?:\.|\s|$)|д(?:\.\s*|\s+)\p{L})|\s(?:обл|область|р-н|район|край|г)\.?$|^\d{6}$/iu;
const HOUSE =
  /^(?:д|дом|вл|владение|корп|корпус|к|стр|строение|литера?|соор|сооружение)(?:\.|\s|(?=\d)).*\d|^(?:литера?|лит)\.?\s*\p{L}$/iu;
const FLAT = /^(?:кв|квартира|пом|помещение|оф|офис|ком|комн|комната|апарт|апартаменты)(?:\.|\s|(?=\d)|$)/iu;
const STREET_BEFORE =
  /^((?:ул|улица|пр-кт|пр-т|просп|проспект|пр|проезд|пер|переулок|ш|шоссе|б-р|бул|бульвар|наб|набережная|пл|площадь|мкр|микрорайон|туп|тупик|аллея|ал|линия|тракт|кв-л|квартал)(?:\.|(?=\s)))\s*(.*)$/iu;
const STREET_AFTER =
  /^(.*?)\s+((?:ул|улица|пр-кт|пр-т|просп|проспект|проезд|пер|переулок|ш|шоссе|б-р|бул|бульвар|наб|набережная|пл|площадь|мкр|туп|тупик|аллея|линия|тракт|квартал)\.?)$/iu;

/**
 * An address for somebody who only typed a number: «г. Москва, ул. Спортивная, д. 12к2, кв. 1» → «г. Москва,
 * ул. С***, д. 12к2, кв. **». Place and house stay, so that an owner recognises it; the street keeps its kind and
 * first letter; the flat (a proof of the full level) is hidden. A part that cannot be recognised is hidden too.
 */
export function maskAddress(address: string): string {
  let houseSeen = false;
  return address
    .split(',')
    .map((part) => part.replace(/\s+/gu, ' ').trim())
    .filter((part) => part !== '')
    .map((part) => {
      if (FLAT.test(part)) return `${part.match(/^\p{L}+\.?/u)?.[0] ?? ''} **`;
      if (isHouse(part, houseSeen)) {
        houseSeen = true;
        return hideFlatAfterHouse(part);
      }
      if (AREA.test(part)) return part;
      const before = STREET_BEFORE.exec(part);
      if (before !== null) return `${before[1]} ${hide(before[2] ?? '')}`;
      const after = STREET_AFTER.exec(part);
      if (after !== null) return `${hide(after[1] ?? '')} ${after[2]}`;
      return /^\p{L}/u.test(part) ? hide(part) : '**';
    })
    .join(', ');
}

/** «д. 12к2», or a bare number once: the second bare number is the flat. */
function isHouse(part: string, houseSeen: boolean): boolean {
  if (/^\d{6}$/.test(part)) return false;
  return HOUSE.test(part) || (!houseSeen && /^\d{1,4}[\p{L}\d/]*(?:-\d+\p{L}?)?$/u.test(part));
}

/** «12-7» is house 12, flat 7. */
function hideFlatAfterHouse(part: string): string {
  return part
    .replace(/(\d\p{L}*(?:к\d+)?)-\d+\p{L}?$/u, '$1-**')
    .replace(/\s+(кв|пом|оф)\.?\s*\S+$/iu, ' $1. **');
}

function hide(text: string): string {
  return `${initial(text)}${STARS}`;
}

function initial(text: string): string {
  return Array.from(text)[0]?.toUpperCase() ?? '';
}
