export default {
  title: 'Predloge', one: 'Predloga', insert: 'Vstavi predlogo', tool: 'Predloga',
  none: 'Nobena predloga ne ustreza. Dodajte jo v nastavitvah.', chosen: 'Predloga {title}', filesFailed: 'Datotek predloge {title} ni bilo mogoče priložiti. Poskusite znova.',
  add: 'Dodaj predlogo', new: 'Nova predloga', empty: 'Predlog še ni', emptyText: 'Odgovor napišite enkrat. Ko pišete stranki, vtipkajte / in bližnjico, da ga vstavite.',
  text: 'V odgovoru vtipkajte /, da vstavite predlogo. Spremenljivke se takrat izpolnijo.', search: 'Poišči predlogo', nothing: 'Nobena predloga nima teh besed.',
  name: 'Naslov', shortcut: 'Bližnjica', shortcutHint: 'Vtipka se za /, na primer /vracilo.', language: 'Jezik', anyLanguage: 'Kateri koli jezik', body: 'Besedilo', variables: 'Izpolni se samo: {names}',
  scope: { label: 'Za', everyone: 'Vse', team: 'Ekipo', personal: 'Samo zame' }, team: 'Ekipa', changedAt: 'Spremenjeno',
  files: 'Datoteke', addFile: 'Dodaj datoteke', removeFile: 'Odstrani {name}', filesLater: 'Datoteke lahko dodate, ko je predloga shranjena.', tooMuch: 'Datoteke imajo skupaj več kot 10 MB.',
  create: 'Dodaj predlogo', made: 'Predloga dodana', saved: 'Predloga shranjena', deleted: 'Predloga izbrisana', deleteTitle: 'Izbrišem {title}?', deleteText: 'Poslana sporočila ostanejo, kakršna so.', deleteGo: 'Izbriši predlogo',
  someoneElse: 'Nekdo je predlogo spremenil, odkar ste jo odprli. Odprite jo znova, da vidite spremembe, ali jo shranite še enkrat, da jih nadomestite.', readOnly: 'Predloge ekip in skupne spreminja, kdor jih sme upravljati.',
  hint: 'Beseda za / poišče predlogo',
}
