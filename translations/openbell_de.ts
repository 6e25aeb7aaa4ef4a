<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Connect to an exchange…</source>
        <translation>Mit einer Börse verbinden…</translation>
    </message>
    <message>
        <source>Host an exchange here or connect to a daemon</source>
        <translation>Eine Börse hier betreiben oder mit einem Dienst verbinden</translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation>Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Replay LOBSTER, ITCH or Bitstamp files as a venue</source>
        <translation>LOBSTER-, ITCH- oder Bitstamp-Dateien als Handelsplatz wiedergeben</translation>
    </message>
    <message>
        <source>Host my own exchange</source>
        <translation>Meine eigene Börse betreiben</translation>
    </message>
    <message>
        <source>Go back to the exchange in your own data folder</source>
        <translation>Zurück zur Börse im eigenen Datenordner</translation>
    </message>
    <message>
        <source>Retry the connection now</source>
        <translation>Verbindung jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Befehlspalette…</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Design</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Design</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Design des Systems</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Schriftgröße</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>Sprache: English (Englisch)</translation>
    </message>
    <message>
        <source>Language: Deutsch (German)</source>
        <translation>Sprache: Deutsch</translation>
    </message>
    <message>
        <source>Tear off or put back the panel</source>
        <translation>Feld abtrennen oder zurücksetzen</translation>
    </message>
    <message>
        <source>Hide the panel</source>
        <translation>Feld ausblenden</translation>
    </message>
    <message>
        <source>Next market</source>
        <translation>Nächster Markt</translation>
    </message>
    <message>
        <source>Previous market</source>
        <translation>Vorheriger Markt</translation>
    </message>
    <message>
        <source>Halt or resume the market…</source>
        <translation>Markt anhalten oder fortsetzen…</translation>
    </message>
    <message>
        <source>Stops or restarts matching in the selected market</source>
        <translation>Hält die Ausführung im gewählten Markt an oder setzt sie fort</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <source>Cancel my orders in this market…</source>
        <translation>Meine Aufträge in diesem Markt stornieren…</translation>
    </message>
    <message>
        <source>Cancel my orders in all markets…</source>
        <translation>Meine Aufträge in allen Märkten stornieren…</translation>
    </message>
    <message>
        <source>Cancel everybody&apos;s orders in this market…</source>
        <translation>Aufträge aller in diesem Markt stornieren…</translation>
    </message>
    <message>
        <source>Cancel everybody&apos;s orders in all markets…</source>
        <translation>Aufträge aller in allen Märkten stornieren…</translation>
    </message>
    <message>
        <source>Play or pause the recording</source>
        <translation>Aufzeichnung abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Step one message of the recording</source>
        <translation>Einen Schritt in der Aufzeichnung</translation>
    </message>
    <message>
        <source>Replay faster</source>
        <translation>Schneller wiedergeben</translation>
    </message>
    <message>
        <source>Replay slower</source>
        <translation>Langsamer wiedergeben</translation>
    </message>
    <message>
        <source>Save this workspace</source>
        <translation>Diesen Arbeitsbereich speichern</translation>
    </message>
    <message>
        <source>The workspace “%1” was saved.</source>
        <translation>Der Arbeitsbereich „%1“ wurde gespeichert.</translation>
    </message>
    <message>
        <source>Save as a new workspace…</source>
        <translation>Als neuen Arbeitsbereich speichern…</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About Openbell</source>
        <translation>Über Openbell</translation>
    </message>
    <message>
        <source>Set up the market…</source>
        <translation>Markt einrichten…</translation>
    </message>
    <message>
        <source>State, auctions, schedule, price controls, fees, new markets</source>
        <translation>Zustand, Auktionen, Zeitplan, Preisgrenzen, Gebühren, neue Märkte</translation>
    </message>
    <message>
        <source>Show the auction</source>
        <translation>Auktion zeigen</translation>
    </message>
</context>
<context>
    <name>CommandWords</name>
    <message>
        <source>Clock tick</source>
        <translation>Uhrtakt</translation>
    </message>
    <message>
        <source>Create asset %1</source>
        <translation>Wert %1 anlegen</translation>
    </message>
    <message>
        <source>Create market %1</source>
        <translation>Markt %1 anlegen</translation>
    </message>
    <message>
        <source>Set fees of %1 to maker %2, taker %3</source>
        <translation>Gebühren von %1 auf Maker %2, Taker %3 setzen</translation>
    </message>
    <message>
        <source>Create account %1</source>
        <translation>Konto %1 anlegen</translation>
    </message>
    <message>
        <source>Create user %1 as %2</source>
        <translation>Benutzer %1 als %2 anlegen</translation>
    </message>
    <message>
        <source>Set user %1 to %2</source>
        <translation>Benutzer %1 auf %2 setzen</translation>
    </message>
    <message>
        <source>Disable user %1</source>
        <translation>Benutzer %1 sperren</translation>
    </message>
    <message>
        <source>Deposit %1 to %2</source>
        <translation>%1 auf %2 einzahlen</translation>
    </message>
    <message>
        <source>Withdraw %1 from %2</source>
        <translation>%1 von %2 auszahlen</translation>
    </message>
    <message>
        <source>Buy %1 %2 at market</source>
        <translation>%1 %2 zum Marktpreis kaufen</translation>
    </message>
    <message>
        <source>Sell %1 %2 at market</source>
        <translation>%1 %2 zum Marktpreis verkaufen</translation>
    </message>
    <message>
        <source>Buy %1 %2 at %3</source>
        <translation>%1 %2 zu %3 kaufen</translation>
    </message>
    <message>
        <source>Sell %1 %2 at %3</source>
        <translation>%1 %2 zu %3 verkaufen</translation>
    </message>
    <message>
        <source>Cancel order %1 in %2</source>
        <translation>Auftrag %1 in %2 stornieren</translation>
    </message>
    <message>
        <source>Amend order %1 in %2 to %3 at %4</source>
        <translation>Auftrag %1 in %2 auf %3 zu %4 ändern</translation>
    </message>
    <message>
        <source>Replace order %1 in %2 by %3 at %4</source>
        <translation>Auftrag %1 in %2 durch %3 zu %4 ersetzen</translation>
    </message>
    <message>
        <source>Halt %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>market %1</source>
        <translation>Markt %1</translation>
    </message>
    <message>
        <source>Take %1 out of its trade group</source>
        <translation>%1 aus der Handelsgruppe nehmen</translation>
    </message>
    <message>
        <source>Put %1 into trade group %2</source>
        <translation>%1 in die Handelsgruppe %2 aufnehmen</translation>
    </message>
    <message>
        <source>%1: %2 at a distance of %3</source>
        <translation>%1: %2 im Abstand von %3</translation>
    </message>
    <message>
        <source>%1: %2 at %3</source>
        <translation>%1: %2 bei %3</translation>
    </message>
    <message>
        <source>Set %1 to “%2”</source>
        <translation>%1 auf „%2“ setzen</translation>
    </message>
    <message>
        <source>Set %1 to “%2” until %3</source>
        <translation>%1 auf „%2“ setzen bis %3</translation>
    </message>
    <message>
        <source>Let %1 trade round the clock</source>
        <translation>%1 rund um die Uhr handeln lassen</translation>
    </message>
    <message>
        <source>Set the schedule of %1: %2</source>
        <translation>Zeitplan von %1 setzen: %2</translation>
    </message>
    <message>
        <source>Set %1 of %2: %3</source>
        <translation>%1 in %2 setzen: %3</translation>
    </message>
    <message>
        <source>Set the price controls of %1: %2</source>
        <translation>Preisgrenzen von %1 setzen: %2</translation>
    </message>
    <message>
        <source>Trade %1 without price bands from %2 on</source>
        <translation>%1 ab %2 ohne Preisbänder handeln</translation>
    </message>
    <message>
        <source>Cancel all %1 of %2 in %3</source>
        <comment>orders, whose, where</comment>
        <translation>Alle %1 von %2 in %3 stornieren</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>allen</translation>
    </message>
    <message>
        <source>all markets</source>
        <translation>allen Märkten</translation>
    </message>
    <message>
        <source>Set the price bands of %1 from %2 on: %3</source>
        <translation>Preisbänder von %1 ab %2 einrichten: %3</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>buy orders</source>
        <translation>Kaufaufträge</translation>
    </message>
    <message>
        <source>sell orders</source>
        <translation>Verkaufsaufträge</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <translation>%1, verdeckt</translation>
    </message>
    <message>
        <source>%1, showing %2 ± %3 at a time</source>
        <translation>%1, je Teil %2 ± %3 sichtbar</translation>
    </message>
    <message>
        <source>%1, showing %2 at a time</source>
        <translation>%1, je Teil %2 sichtbar</translation>
    </message>
    <message>
        <source>%1, post only</source>
        <translation>%1, nur einstellen</translation>
    </message>
    <message>
        <source>%1, post only with a slide</source>
        <translation>%1, nur einstellen mit Ausweichen</translation>
    </message>
    <message>
        <source>%1, reduce only</source>
        <translation>%1, nur reduzieren</translation>
    </message>
    <message>
        <source>%1 or better: follows %2</source>
        <translation>%1 oder besser: folgt %2</translation>
    </message>
    <message>
        <source>%1 or better: follows %2 at a distance of %3</source>
        <translation>%1 oder besser: folgt %2 im Abstand von %3</translation>
    </message>
    <message>
        <source>Buy %1 for %2 at market</source>
        <translation>%1 für %2 zum Marktpreis kaufen</translation>
    </message>
    <message>
        <source>Sell %1 for %2 at market</source>
        <translation>%1 für %2 zum Marktpreis verkaufen</translation>
    </message>
    <message>
        <source>%1, not worse than %2</source>
        <translation>%1, nicht schlechter als %2</translation>
    </message>
    <message>
        <source>%1, or else: %2</source>
        <translation>%1, oder stattdessen: %2</translation>
    </message>
    <message>
        <source>%1, then: %2</source>
        <translation>%1, danach: %2</translation>
    </message>
    <message>
        <source>%1, then: %2, or else: %3</source>
        <translation>%1, danach: %2, oder stattdessen: %3</translation>
    </message>
    <message>
        <source>Cancel the quote in %1</source>
        <translation>Den Quote in %1 stornieren</translation>
    </message>
    <message>
        <source>bid %1 at %2</source>
        <translation>Gebot %1 zu %2</translation>
    </message>
    <message>
        <source>ask %1 at %2</source>
        <translation>Angebot %1 zu %2</translation>
    </message>
    <message>
        <source>Quote %1: %2</source>
        <translation>%1 quotieren: %2</translation>
    </message>
    <message>
        <source>Quote %1: %2, %3</source>
        <translation>%1 quotieren: %2, %3</translation>
    </message>
    <message>
        <source>Switch off the market-maker protection of %1 in %2</source>
        <translation>Den Market-Maker-Schutz von %1 in %2 abschalten</translation>
    </message>
    <message>
        <source>Set the market-maker protection of %1 in %2: %3 ms, quantity %4, trades %5</source>
        <translation>Den Market-Maker-Schutz von %1 in %2 einstellen: %3 ms, Menge %4, Ausführungen %5</translation>
    </message>
    <message>
        <source>Reset the market-maker protection of %1 in %2</source>
        <translation>Den Market-Maker-Schutz von %1 in %2 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T %2 h</translation>
    </message>
</context>
<context>
    <name>InstrumentDrafts</name>
    <message>
        <source>%1: %2 → %3</source>
        <comment>what, before, after</comment>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Trading</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>as the schedule says</source>
        <translation>nach Zeitplan</translation>
    </message>
    <message>
        <source>A delisted market stays delisted.</source>
        <translation>Ein Markt, dessen Notierung beendet ist, bleibt es.</translation>
    </message>
    <message>
        <source>This time is past. Enter one in the future.</source>
        <translation>Diese Zeit ist vorbei. Geben Sie eine künftige ein.</translation>
    </message>
    <message>
        <source>Delisting is for ever and has no end.</source>
        <translation>Das Ende der Notierung gilt für immer.</translation>
    </message>
    <message>
        <source>until further notice</source>
        <translation>bis auf Weiteres</translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>state, until</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>A trading day needs this time.</source>
        <translation>Ein Handelstag braucht diese Zeit.</translation>
    </message>
    <message>
        <source>Enter a time such as 09:30.</source>
        <translation>Geben Sie eine Zeit wie 09:30 ein.</translation>
    </message>
    <message>
        <source>Each phase must begin after the one before it.</source>
        <translation>Jede Phase muss nach der vorigen beginnen.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Choose a day.</source>
        <translation>Wählen Sie einen Tag.</translation>
    </message>
    <message>
        <source>Enter the time of the close, such as 12:30.</source>
        <translation>Geben Sie die Zeit des Handelsschlusses ein, etwa 12:30.</translation>
    </message>
    <message>
        <source>At most four decimals.</source>
        <translation>Höchstens vier Nachkommastellen.</translation>
    </message>
    <message>
        <source>Enter a percentage from 0 to below 100.</source>
        <translation>Geben Sie einen Prozentsatz von 0 bis unter 100 ein.</translation>
    </message>
    <message>
        <source>Enter seconds, at most %1.</source>
        <translation>Geben Sie Sekunden ein, höchstens %1.</translation>
    </message>
    <message>
        <source>A monitor needs both a time and a deviation.</source>
        <translation>Eine Überwachung braucht eine Zeit und eine Abweichung.</translation>
    </message>
    <message>
        <source>Say how long the auction lasts that follows an interruption.</source>
        <translation>Geben Sie an, wie lange die Auktion nach einer Unterbrechung dauert.</translation>
    </message>
    <message>
        <source>Without a monitor there is no such auction: leave this empty.</source>
        <translation>Ohne Überwachung gibt es keine solche Auktion: Lassen Sie dies leer.</translation>
    </message>
    <message>
        <source>Price controls</source>
        <translation>Preisgrenzen</translation>
    </message>
    <message>
        <source>Maker fee</source>
        <translation>Maker-Gebühr</translation>
    </message>
    <message>
        <source>Taker fee</source>
        <translation>Taker-Gebühr</translation>
    </message>
    <message>
        <source>Choose two different assets: what is traded and what it is paid with.</source>
        <translation>Wählen Sie zwei verschiedene Werte: was gehandelt und womit bezahlt wird.</translation>
    </message>
    <message>
        <source>Enter the price step, such as 0.01.</source>
        <translation>Geben Sie den Preisschritt ein, etwa 0,01.</translation>
    </message>
    <message>
        <source>Enter the quantity step in %1, with at most %2 decimals.</source>
        <translation>Geben Sie den Mengenschritt in %1 ein, mit höchstens %2 Nachkommastellen.</translation>
    </message>
    <message>
        <source>One price step times one quantity step is less than the smallest %1 there is. Make one of the steps larger.</source>
        <translation>Ein Preisschritt mal ein Mengenschritt ist weniger als die kleinste Einheit %1. Vergrößern Sie einen der Schritte.</translation>
    </message>
    <message>
        <source>This is not a multiple of the step.</source>
        <translation>Das ist kein Vielfaches des Schritts.</translation>
    </message>
    <message>
        <source>Enter a number above zero.</source>
        <translation>Geben Sie eine Zahl über null ein.</translation>
    </message>
    <message>
        <source>Enter an amount, or nothing.</source>
        <translation>Geben Sie einen Betrag ein oder nichts.</translation>
    </message>
    <message>
        <source>This is below the lowest price.</source>
        <translation>Das liegt unter dem niedrigsten Preis.</translation>
    </message>
    <message>
        <source>This is below the smallest quantity.</source>
        <translation>Das liegt unter der kleinsten Menge.</translation>
    </message>
    <message>
        <source>Enter a name, such as BTC-USD.</source>
        <translation>Geben Sie einen Namen ein, etwa BTC-USD.</translation>
    </message>
    <message>
        <source>This name is too long: at most %1 letters.</source>
        <translation>Dieser Name ist zu lang: höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>There is a market of this name already.</source>
        <translation>Einen Markt dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>A new market %1: prices in steps of %2, quantities in steps of %3.</source>
        <translation>Ein neuer Markt %1: Preise in Schritten von %2, Mengen in Schritten von %3.</translation>
    </message>
    <message>
        <source>Enter the width, such as 5.</source>
        <translation>Die Breite eingeben, etwa 5.</translation>
    </message>
    <message>
        <source>Enter a whole number of ticks, or nothing.</source>
        <translation>Eine ganze Zahl von Ticks eingeben oder nichts.</translation>
    </message>
    <message>
        <source>Enter the price above which this row counts.</source>
        <translation>Den Preis eingeben, über dem diese Zeile gilt.</translation>
    </message>
    <message>
        <source>Fill in the row before this one first.</source>
        <translation>Zuerst die Zeile davor ausfüllen.</translation>
    </message>
    <message>
        <source>Each row must begin above the one before it.</source>
        <translation>Jede Zeile muss über der vorigen beginnen.</translation>
    </message>
    <message>
        <source>Bands need this time.</source>
        <translation>Preisbänder brauchen diese Zeit.</translation>
    </message>
    <message>
        <source>There are %1 tables already, and no more are kept. Change one of them.</source>
        <translation>Es gibt schon %1 Tabellen, mehr werden nicht geführt. Eine davon ändern.</translation>
    </message>
    <message>
        <source>Price bands from %1 on</source>
        <translation>Preisbänder ab %1</translation>
    </message>
    <message>
        <source>Enter a code, such as BTC.</source>
        <translation>Ein Kürzel eingeben, etwa BTC.</translation>
    </message>
    <message>
        <source>This code is too long: at most %1 letters.</source>
        <translation>Dieses Kürzel ist zu lang: höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>There is an asset of this code already.</source>
        <translation>Einen Wert mit diesem Kürzel gibt es schon.</translation>
    </message>
    <message>
        <source>Enter a whole number from 0 to %1.</source>
        <translation>Eine ganze Zahl von 0 bis %1 eingeben.</translation>
    </message>
    <message>
        <source>A new asset %1, counted with %2 decimals.</source>
        <translation>Ein neuer Wert %1, gezählt mit %2 Nachkommastellen.</translation>
    </message>
</context>
<context>
    <name>InstrumentEffects</name>
    <message>
        <source>The auction ends; as its orders are now, nothing would trade.</source>
        <translation>Die Auktion endet; nach ihren Aufträgen von jetzt würde nichts gehandelt.</translation>
    </message>
    <message>
        <source>The auction ends and, as its orders are now, would trade %1 @ %2.</source>
        <translation>Die Auktion endet und würde nach ihren Aufträgen von jetzt %1 @ %2 handeln.</translation>
    </message>
    <message>
        <source>The state stays; it ends only when somebody changes it.</source>
        <translation>Der Zustand bleibt; er endet erst, wenn ihn jemand ändert.</translation>
    </message>
    <message>
        <source>The state stays; only its end changes.</source>
        <translation>Der Zustand bleibt; nur sein Ende ändert sich.</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) for the opening auction will be cancelled, unless they trade.</source>
        <translation>
            <numerusform>%n Auftrag für die Eröffnungsauktion wird storniert, sofern er nicht ausgeführt wird.</numerusform>
            <numerusform>%n Aufträge für die Eröffnungsauktion werden storniert, sofern sie nicht ausgeführt werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) for the closing auction will be cancelled, unless they trade.</source>
        <translation>
            <numerusform>%n Auftrag für die Schlussauktion wird storniert, sofern er nicht ausgeführt wird.</numerusform>
            <numerusform>%n Aufträge für die Schlussauktion werden storniert, sofern sie nicht ausgeführt werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day order(s) will be cancelled.</source>
        <translation>
            <numerusform>%n Tagesauftrag wird storniert.</numerusform>
            <numerusform>%n Tagesaufträge werden storniert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n open order(s) will be cancelled and their funds released.</source>
        <translation>
            <numerusform>%n offener Auftrag wird storniert und sein Guthaben freigegeben.</numerusform>
            <numerusform>Alle %n offenen Aufträge werden storniert und ihr Guthaben freigegeben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) for the closing auction enter the book.</source>
        <translation>
            <numerusform>%n Auftrag für die Schlussauktion kommt ins Buch.</numerusform>
            <numerusform>%n Aufträge für die Schlussauktion kommen ins Buch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n waiting stop(s), those whose trigger was reached enter the book.</source>
        <translation>
            <numerusform>%n wartender Stop-Auftrag kommt ins Buch, wenn sein Auslöser erreicht wurde.</numerusform>
            <numerusform>Von %n wartenden Stop-Aufträgen kommen die ins Buch, deren Auslöser erreicht wurde.</numerusform>
        </translation>
    </message>
    <message>
        <source>The open orders are not known at the moment.</source>
        <translation>Die offenen Aufträge sind im Augenblick nicht bekannt.</translation>
    </message>
    <message numerus="yes">
        <source>There are more than %n open orders; not all were counted.</source>
        <translation>
            <numerusform>Es gibt mehr als %n offenen Auftrag; nicht alle wurden gezählt.</numerusform>
            <numerusform>Es gibt mehr als %n offene Aufträge; nicht alle wurden gezählt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s) stay.</source>
        <translation>
            <numerusform>%n offener Auftrag bleibt.</numerusform>
            <numerusform>%n offene Aufträge bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be undone: the market can never trade again.</source>
        <translation>Das lässt sich nicht rückgängig machen: Der Markt kann nie wieder handeln.</translation>
    </message>
    <message>
        <source>The auction lasts until somebody ends it: set the state to trading, or give it an end.</source>
        <translation>Die Auktion dauert, bis jemand sie beendet: Setzen Sie den Zustand auf Handel oder geben Sie ihr ein Ende.</translation>
    </message>
    <message>
        <source>The schedule does not count until the market is given back to it.</source>
        <translation>Der Zeitplan gilt erst wieder, wenn der Markt ihm zurückgegeben wird.</translation>
    </message>
    <message>
        <source>Then the schedule counts again.</source>
        <translation>Dann gilt wieder der Zeitplan.</translation>
    </message>
    <message>
        <source>Then the market closes.</source>
        <translation>Dann schließt der Markt.</translation>
    </message>
    <message>
        <source>Then the market trades continuously.</source>
        <translation>Dann handelt der Markt fortlaufend.</translation>
    </message>
    <message>
        <source>The market&apos;s present state was set by hand or by an interruption and stays until that ends.</source>
        <translation>Der Zustand des Markts wurde von Hand oder durch eine Unterbrechung gesetzt und bleibt, bis das endet.</translation>
    </message>
    <message>
        <source>The market&apos;s state stays %1 for now.</source>
        <translation>Der Zustand des Markts bleibt vorerst %1.</translation>
    </message>
    <message>
        <source>The market goes to “%1” at once.</source>
        <translation>Der Markt geht sofort in den Zustand „%1“.</translation>
    </message>
    <message>
        <source>It trades at once and round the clock, without price controls. Give it a schedule, or halt it, when it should not.</source>
        <translation>Er handelt sofort und rund um die Uhr, ohne Preisgrenzen. Geben Sie ihm einen Zeitplan oder halten Sie ihn an, wenn er das nicht soll.</translation>
    </message>
    <message>
        <source>Its steps and limits cannot be changed later; fees can.</source>
        <translation>Seine Schritte und Grenzen lassen sich später nicht ändern, Gebühren schon.</translation>
    </message>
    <message>
        <source>It gets the number %1.</source>
        <translation>Er bekommt die Nummer %1.</translation>
    </message>
    <message>
        <source>From now on the schedule counts.</source>
        <translation>Von jetzt an gilt der Zeitplan.</translation>
    </message>
    <message>
        <source>The market has no schedule: this counts once it has one.</source>
        <translation>Der Markt hat keinen Zeitplan: Dies gilt, sobald er einen hat.</translation>
    </message>
    <message>
        <source>Orders priced further from the last price are refused; orders in the book stay.</source>
        <translation>Aufträge, deren Preis weiter vom letzten entfernt ist, werden abgelehnt; Aufträge im Buch bleiben.</translation>
    </message>
    <message>
        <source>A trade outside the monitored range does not happen: an auction of %1 finds the price instead.</source>
        <translation>Ein Handel außerhalb des überwachten Bereichs findet nicht statt: Stattdessen findet eine Auktion von %1 den Preis.</translation>
    </message>
    <message>
        <source>Nothing guards against runaway prices any more.</source>
        <translation>Nichts schützt mehr vor davonlaufenden Preisen.</translation>
    </message>
    <message>
        <source>For orders placed or amended from now on. Orders in the book keep the rates that they were placed with.</source>
        <translation>Für Aufträge, die von jetzt an erteilt oder geändert werden. Aufträge im Buch behalten die Sätze, mit denen sie erteilt wurden.</translation>
    </message>
    <message>
        <source>Nothing has traded yet: the first trade sets the price around which the band lies.</source>
        <translation>Noch wurde nichts gehandelt: Der erste Handel setzt den Preis, um den das Band liegt.</translation>
    </message>
    <message>
        <source>At the last price, %1, the band would be %2 to %3</source>
        <translation>Beim letzten Preis, %1, läge das Band von %2 bis %3</translation>
    </message>
    <message>
        <source>At the present reference price, %1, the band would be %2 to %3</source>
        <translation>Beim jetzigen Referenzpreis, %1, läge das Band von %2 bis %3</translation>
    </message>
    <message>
        <source>%1: the bound in ticks counts, not the %2.</source>
        <translation>%1: Es gilt die Grenze in Ticks, nicht die %2.</translation>
    </message>
    <message>
        <source>%1, i.e. %2.</source>
        <translation>%1, also %2.</translation>
    </message>
    <message>
        <source>Until then the table of %1 counts.</source>
        <translation>Bis dahin gilt die Tabelle vom %1.</translation>
    </message>
    <message>
        <source>Until then there are no bands.</source>
        <translation>Bis dahin gibt es keine Preisbänder.</translation>
    </message>
    <message>
        <source>Nothing changes today: the newer table of %1 counts already.</source>
        <translation>Heute ändert sich nichts: Schon gilt die neuere Tabelle vom %1.</translation>
    </message>
    <message>
        <source>It counts until the table of %1 does.</source>
        <translation>Sie gilt, bis die Tabelle vom %1 gilt.</translation>
    </message>
    <message>
        <source>No band bounds the trades any more; the collar and the monitors stay as they are.</source>
        <translation>Kein Band begrenzt den Handel mehr; Höchstabstand und Überwachungen bleiben, wie sie sind.</translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s) would be beyond it and be cancelled.</source>
        <translation>
            <numerusform>%n offener Auftrag läge jenseits und würde storniert.</numerusform>
            <numerusform>%n offene Aufträge lägen jenseits und würden storniert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s) would be beyond it: they stay, and trade only once the band has moved there.</source>
        <translation>
            <numerusform>%n offener Auftrag läge jenseits: Er bleibt und wird erst ausgeführt, wenn das Band dorthin gewandert ist.</numerusform>
            <numerusform>%n offene Aufträge lägen jenseits: Sie bleiben und werden erst ausgeführt, wenn das Band dorthin gewandert ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>No open order would be beyond it.</source>
        <translation>Kein offener Auftrag läge jenseits.</translation>
    </message>
    <message>
        <source>Orders priced beyond the band are refused. Where the best price stands at the band for %1 and nobody meets it, an auction of %2 follows.</source>
        <translation>Aufträge mit einem Preis jenseits des Bands werden abgelehnt. Steht der beste Preis %1 lang am Band und niemand kommt ihm entgegen, folgt eine Auktion von %2.</translation>
    </message>
    <message>
        <source>There is no band before the market trades continuously.</source>
        <translation>Ein Band gibt es erst, wenn der Markt fortlaufend handelt.</translation>
    </message>
    <message>
        <source>In the last %1 before the schedule ends continuous trading it is twice as wide.</source>
        <translation>In den letzten %1, bevor der Zeitplan den fortlaufenden Handel beendet, ist es doppelt so breit.</translation>
    </message>
    <message>
        <source>Markets can trade it or be paid with it. Nobody owns any before a deposit.</source>
        <translation>Märkte können ihn handeln oder damit bezahlt werden. Vor einer Einzahlung besitzt ihn niemand.</translation>
    </message>
    <message>
        <source>Its code and decimals cannot be changed later.</source>
        <translation>Kürzel und Nachkommastellen lassen sich später nicht ändern.</translation>
    </message>
    <message>
        <source>Buys and sells cross: they trade at one price first.</source>
        <translation>Käufe und Verkäufe kreuzen sich: Sie werden zuerst zu einem Preis gehandelt.</translation>
    </message>
</context>
<context>
    <name>InstrumentTexts</name>
    <message>
        <source>Orders trade as they meet.</source>
        <translation>Aufträge werden ausgeführt, sobald sie aufeinandertreffen.</translation>
    </message>
    <message>
        <source>Nothing trades. Orders can be cancelled, not placed or changed.</source>
        <translation>Nichts wird gehandelt. Aufträge können storniert, aber nicht erteilt oder geändert werden.</translation>
    </message>
    <message>
        <source>Orders are collected for the opening; nothing trades yet.</source>
        <translation>Aufträge werden für die Eröffnung gesammelt; noch wird nichts gehandelt.</translation>
    </message>
    <message>
        <source>Orders are collected and trade at one price when the auction ends.</source>
        <translation>Aufträge werden gesammelt und zu einem Preis ausgeführt, wenn die Auktion endet.</translation>
    </message>
    <message>
        <source>Trading is interrupted. Orders are collected and trade at one price when the auction ends, then trading goes on.</source>
        <translation>Der Handel ist unterbrochen. Aufträge werden gesammelt und zu einem Preis ausgeführt, wenn die Auktion endet; dann geht der Handel weiter.</translation>
    </message>
    <message>
        <source>Orders are collected and trade at one price, the last of the day.</source>
        <translation>Aufträge werden gesammelt und zu einem Preis ausgeführt, dem letzten des Tages.</translation>
    </message>
    <message>
        <source>Orders can be cancelled, nothing else.</source>
        <translation>Aufträge können storniert werden, sonst nichts.</translation>
    </message>
    <message>
        <source>The trading day is over. Orders can be cancelled, nothing else.</source>
        <translation>Der Handelstag ist vorbei. Aufträge können storniert werden, sonst nichts.</translation>
    </message>
    <message>
        <source>This market is no longer traded.</source>
        <translation>Dieser Markt wird nicht mehr gehandelt.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>state, time left</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>no schedule, trades round the clock</source>
        <translation>kein Zeitplan, handelt rund um die Uhr</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>time, phase</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>pre-open</source>
        <translation>Voreröffnung</translation>
    </message>
    <message>
        <source>opening auction</source>
        <translation>Eröffnungsauktion</translation>
    </message>
    <message>
        <source>trading</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>closing auction</source>
        <translation>Schlussauktion</translation>
    </message>
    <message>
        <source>close</source>
        <translation>Schluss</translation>
    </message>
    <message>
        <source>%1: %2 (UTC)</source>
        <translation>%1: %2 (UTC)</translation>
    </message>
    <message>
        <source>As scheduled</source>
        <translation>Nach Zeitplan</translation>
    </message>
    <message>
        <source>Closed all day</source>
        <translation>Ganztägig geschlossen</translation>
    </message>
    <message>
        <source>Closes early</source>
        <translation>Schließt früher</translation>
    </message>
    <message>
        <source>closes at %1 UTC</source>
        <translation>schließt um %1 UTC</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>collar ±%1</source>
        <translation>Höchstabstand ±%1</translation>
    </message>
    <message>
        <source>±%1 within %2</source>
        <translation>±%1 in %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>auction of %1</source>
        <translation>Auktion von %1</translation>
    </message>
    <message>
        <source>±%1</source>
        <translation>±%1</translation>
    </message>
    <message numerus="yes">
        <source>±%1 (at most %n tick(s))</source>
        <translation>
            <numerusform>±%1 (höchstens %n Tick)</numerusform>
            <numerusform>±%1 (höchstens %n Ticks)</numerusform>
        </translation>
    </message>
    <message>
        <source>above %1 %2</source>
        <comment>price, width</comment>
        <translation>über %1 %2</translation>
    </message>
    <message>
        <source>mean of %1, auction of %2 after %3 at the limit</source>
        <translation>Mittel über %1, Auktion von %2 nach %3 am Limit</translation>
    </message>
    <message>
        <source>twice as wide in the last %1 before the close</source>
        <translation>in den letzten %1 vor dem Schluss doppelt so breit</translation>
    </message>
    <message numerus="yes">
        <source>the first %n row(s) twice as wide in the last %1 before the close</source>
        <translation>
            <numerusform>die erste Zeile in den letzten %1 vor dem Schluss doppelt so breit</numerusform>
            <numerusform>die ersten %n Zeilen in den letzten %1 vor dem Schluss doppelt so breit</numerusform>
        </translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Halt</translation>
    </message>
    <message>
        <source>Pre-open</source>
        <translation>Vorb.</translation>
    </message>
    <message>
        <source>Auction</source>
        <translation>Auktion</translation>
    </message>
    <message>
        <source>Cancels</source>
        <translation>Storno</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Zu</translation>
    </message>
    <message>
        <source>Delisted</source>
        <translation>Ende</translation>
    </message>
</context>
<context>
    <name>InstrumentWorkbench</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Special days</source>
        <translation>Besondere Tage</translation>
    </message>
    <message>
        <source>Price controls</source>
        <translation>Preisgrenzen</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>New market</source>
        <translation>Neuer Markt</translation>
    </message>
    <message>
        <source>Start an auction of two minutes…</source>
        <translation>Auktion von zwei Minuten beginnen…</translation>
    </message>
    <message>
        <source>Close the market…</source>
        <translation>Markt schließen…</translation>
    </message>
    <message>
        <source>Delist the market…</source>
        <translation>Notierung beenden…</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Preisbänder</translation>
    </message>
    <message>
        <source>New asset</source>
        <translation>Neuer Wert</translation>
    </message>
</context>
<context>
    <name>ListSummary</name>
    <message>
        <source>Buys %1 at %2 or, if the price rises to %3, at market, paying %4 at most; whichever comes first ends the other.</source>
        <translation>Kauft %1 zu %2 oder, wenn der Preis auf %3 steigt, zum Marktpreis, höchstens zu %4; was zuerst kommt, beendet das andere.</translation>
    </message>
    <message>
        <source>Sells %1 at %2 or, if the price falls to %3, at market; whichever comes first ends the other.</source>
        <translation>Verkauft %1 zu %2 oder, wenn der Preis auf %3 fällt, zum Marktpreis; was zuerst kommt, beendet das andere.</translation>
    </message>
    <message>
        <source>When all is bought, sells %1 at %2 or, if the price falls to %3, at market; whichever comes first ends the other.</source>
        <translation>Ist alles gekauft, wird %1 zu %2 verkauft oder, wenn der Preis auf %3 fällt, zum Marktpreis; was zuerst kommt, beendet das andere.</translation>
    </message>
    <message>
        <source>When all is sold, buys %1 back at %2.</source>
        <translation>Ist alles verkauft, wird %1 zu %2 zurückgekauft.</translation>
    </message>
    <message>
        <source>When all is bought, sells %1 at %2.</source>
        <translation>Ist alles gekauft, wird %1 zu %2 verkauft.</translation>
    </message>
    <message>
        <source>When all is bought, sells %1 at market if the price falls to %2.</source>
        <translation>Ist alles gekauft, wird %1 zum Marktpreis verkauft, wenn der Preis auf %2 fällt.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Market</source>
        <translation>&amp;Markt</translation>
    </message>
    <message>
        <source>&amp;Workspace</source>
        <translation>A&amp;rbeitsbereich</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>OrderSummary</name>
    <message>
        <source>Waits outside the book and follows the price at a distance of %1; it is let in when the price turns by that much.</source>
        <translation>Wartet außerhalb des Buchs und folgt dem Preis im Abstand von %1; er kommt ins Buch, wenn der Preis um so viel dreht.</translation>
    </message>
    <message>
        <source>Waits outside the book until a trade reaches %1 or more.</source>
        <translation>Wartet außerhalb des Buchs, bis ein Handel %1 oder mehr erreicht.</translation>
    </message>
    <message>
        <source>Waits outside the book until a trade reaches %1 or less.</source>
        <translation>Wartet außerhalb des Buchs, bis ein Handel %1 oder weniger erreicht.</translation>
    </message>
    <message>
        <source>Then it trades what it can at %1 or better; the rest is cancelled.</source>
        <translation>Dann wird ausgeführt, was zu %1 oder besser geht; der Rest wird storniert.</translation>
    </message>
    <message>
        <source>Then it trades as a whole at %1 or better, or not at all.</source>
        <translation>Dann wird er ganz zu %1 oder besser ausgeführt oder gar nicht.</translation>
    </message>
    <message>
        <source>Then it is a limit order at %1.</source>
        <translation>Dann ist er ein Limitauftrag zu %1.</translation>
    </message>
    <message>
        <source>Then it trades at the best prices there are.</source>
        <translation>Dann wird er zu den besten Preisen ausgeführt, die es gibt.</translation>
    </message>
    <message>
        <source>Then it trades at the best prices there are, paying %1 at most.</source>
        <translation>Dann wird er zu den besten Preisen ausgeführt, die es gibt, höchstens zu %1.</translation>
    </message>
    <message>
        <source>Then it trades at the best prices there are, for %1 at least.</source>
        <translation>Dann wird er zu den besten Preisen ausgeführt, die es gibt, mindestens zu %1.</translation>
    </message>
    <message>
        <source>Trades in the opening auction at its one price, if that is %1 or better; what is left is cancelled.</source>
        <translation>Wird in der Eröffnungsauktion zu ihrem einen Preis ausgeführt, wenn er %1 oder besser ist; der Rest wird storniert.</translation>
    </message>
    <message>
        <source>Waits outside the book until the closing auction and trades at its one price, if that is %1 or better; what is left is cancelled.</source>
        <translation>Wartet außerhalb des Buchs auf die Schlussauktion und wird zu ihrem einen Preis ausgeführt, wenn er %1 oder besser ist; der Rest wird storniert.</translation>
    </message>
    <message>
        <source>Trades when the auction ends, at its one price, if that is %1 or better; what is left stays in the book.</source>
        <translation>Wird am Ende der Auktion zu ihrem einen Preis ausgeführt, wenn er %1 oder besser ist; der Rest bleibt im Buch.</translation>
    </message>
    <message>
        <source>Trades at once at the best prices there are, however bad; what finds nobody is cancelled.</source>
        <translation>Wird sofort zu den besten Preisen ausgeführt, die es gibt, wie schlecht sie auch sind; was niemanden findet, wird storniert.</translation>
    </message>
    <message>
        <source>Trades all of it at once at %1 or better, or nothing.</source>
        <translation>Wird sofort ganz zu %1 oder besser ausgeführt oder gar nicht.</translation>
    </message>
    <message>
        <source>Trades what it can at once at %1 or better; the rest is cancelled.</source>
        <translation>Sofort wird ausgeführt, was zu %1 oder besser geht; der Rest wird storniert.</translation>
    </message>
    <message>
        <source>Nobody is selling at the moment.</source>
        <translation>Zurzeit verkauft niemand.</translation>
    </message>
    <message>
        <source>Nobody is buying at the moment.</source>
        <translation>Zurzeit kauft niemand.</translation>
    </message>
    <message>
        <source>The best offer is %1: it would find nothing.</source>
        <translation>Das beste Angebot ist %1: Er fände nichts.</translation>
    </message>
    <message>
        <source>The best bid is %1: it would find nothing.</source>
        <translation>Das beste Gebot ist %1: Er fände nichts.</translation>
    </message>
    <message>
        <source>Trades at once, up to %1: the best offer is %2. What is left rests in the book.</source>
        <translation>Wird sofort bis %1 ausgeführt: Das beste Angebot ist %2. Der Rest ruht im Buch.</translation>
    </message>
    <message>
        <source>Trades at once, down to %1: the best bid is %2. What is left rests in the book.</source>
        <translation>Wird sofort bis %1 ausgeführt: Das beste Gebot ist %2. Der Rest ruht im Buch.</translation>
    </message>
    <message>
        <source>Rests in the book at %1 until it trades or is cancelled.</source>
        <translation>Ruht zu %1 im Buch, bis er ausgeführt oder storniert wird.</translation>
    </message>
    <message>
        <source>Rests in the book at %1; it is refused should it trade on arrival.</source>
        <translation>Ruht zu %1 im Buch; würde er beim Eintreffen gleich ausgeführt, wird er abgelehnt.</translation>
    </message>
    <message>
        <source>Rests in the book at %1, or one tick below the best offer should it trade on arrival.</source>
        <translation>Ruht zu %1 im Buch, oder einen Tick unter dem besten Angebot, falls er beim Eintreffen gleich ausgeführt würde.</translation>
    </message>
    <message>
        <source>Rests in the book at %1, or one tick above the best bid should it trade on arrival.</source>
        <translation>Ruht zu %1 im Buch, oder einen Tick über dem besten Gebot, falls er beim Eintreffen gleich ausgeführt würde.</translation>
    </message>
    <message>
        <source>At %1 it would trade, so it moves to %2, one tick below the best offer, and rests there.</source>
        <translation>Zu %1 würde er ausgeführt; darum weicht er auf %2 aus, einen Tick unter dem besten Angebot, und ruht dort.</translation>
    </message>
    <message>
        <source>At %1 it would trade, so it moves to %2, one tick above the best bid, and rests there.</source>
        <translation>Zu %1 würde er ausgeführt; darum weicht er auf %2 aus, einen Tick über dem besten Gebot, und ruht dort.</translation>
    </message>
    <message>
        <source>Nobody sees it; at its price all shown orders trade first.</source>
        <translation>Niemand sieht ihn; zu seinem Preis kommen alle sichtbaren Aufträge zuerst.</translation>
    </message>
    <message>
        <source>Shows %1 of %2 at a time; each part queues behind the others at its price.</source>
        <translation>Zeigt jeweils %1 von %2; jeder Teil stellt sich bei seinem Preis hinten an.</translation>
    </message>
    <message>
        <source>Shows %1 to %2 of %3 at a time, at random; each part queues behind the others at its price.</source>
        <translation>Zeigt jeweils zufällig %1 bis %2 von %3; jeder Teil stellt sich bei seinem Preis hinten an.</translation>
    </message>
    <message>
        <source>Ends by itself at %1.</source>
        <translation>Endet von selbst um %1.</translation>
    </message>
    <message>
        <source>Ends by itself with the trading day.</source>
        <translation>Endet von selbst mit dem Handelstag.</translation>
    </message>
    <message>
        <source>Follows the best bid</source>
        <translation>Folgt dem besten Gebot</translation>
    </message>
    <message>
        <source>Follows the best offer</source>
        <translation>Folgt dem besten Angebot</translation>
    </message>
    <message>
        <source>Follows the middle between the best prices</source>
        <translation>Folgt der Mitte zwischen den besten Preisen</translation>
    </message>
    <message>
        <source>%1, %2 lower</source>
        <translation>%1, %2 tiefer</translation>
    </message>
    <message>
        <source>%1, %2 higher</source>
        <translation>%1, %2 höher</translation>
    </message>
    <message>
        <source>Waits outside the book until continuous trading. %1, up to %2.</source>
        <translation>Wartet bis zum fortlaufenden Handel außerhalb des Buchs. %1, höchstens bis %2.</translation>
    </message>
    <message>
        <source>Waits outside the book until continuous trading. %1, down to %2.</source>
        <translation>Wartet bis zum fortlaufenden Handel außerhalb des Buchs. %1, mindestens bis %2.</translation>
    </message>
    <message>
        <source>%1, up to %2. Waits outside the book while there is no price to follow.</source>
        <translation>%1, höchstens bis %2. Wartet außerhalb des Buchs, solange es keinen solchen Preis gibt.</translation>
    </message>
    <message>
        <source>%1, down to %2. Waits outside the book while there is no price to follow.</source>
        <translation>%1, mindestens bis %2. Wartet außerhalb des Buchs, solange es keinen solchen Preis gibt.</translation>
    </message>
    <message>
        <source>Buys at once for %1, the fee included, at the best prices there are; what it cannot spend stays yours.</source>
        <translation>Kauft sofort für %1 einschließlich Gebühr zu den besten Preisen, die es gibt; was übrig ist, bleibt Ihnen.</translation>
    </message>
    <message>
        <source>Sells at once as much as brings %1 before the fee, at the best prices there are.</source>
        <translation>Verkauft sofort so viel, wie vor der Gebühr %1 bringt, zu den besten Preisen, die es gibt.</translation>
    </message>
    <message>
        <source>Buys at once for %1, the fee included, at %2 or better; what it cannot spend stays yours.</source>
        <translation>Kauft sofort für %1 einschließlich Gebühr, zu %2 oder besser; was übrig ist, bleibt Ihnen.</translation>
    </message>
    <message>
        <source>Sells at once as much as brings %1 before the fee, at %2 or better.</source>
        <translation>Verkauft sofort so viel, wie vor der Gebühr %1 bringt, zu %2 oder besser.</translation>
    </message>
    <message>
        <source>Sells no more than is available when it arrives.</source>
        <translation>Verkauft nicht mehr, als beim Eintreffen verfügbar ist.</translation>
    </message>
</context>
<context>
    <name>OrderTicket</name>
    <message>
        <source>%1 is halted: it takes no new orders until it is resumed.</source>
        <translation>%1 ist angehalten und nimmt bis zur Fortsetzung keine neuen Aufträge.</translation>
    </message>
    <message>
        <source>The order&apos;s value is too large. Use a smaller quantity.</source>
        <translation>Der Betrag ist zu groß. Eine kleinere Menge verwenden.</translation>
    </message>
    <message>
        <source>The order&apos;s value is below the smallest allowed, %1.</source>
        <translation>Der Betrag liegt unter dem kleinsten erlaubten, %1.</translation>
    </message>
    <message>
        <source>This needs %1; the account has %2 available.</source>
        <translation>Dafür braucht es %1; auf dem Konto sind %2 verfügbar.</translation>
    </message>
    <message>
        <source>Post only would be refused: this price trades at once. %1 rests in the book.</source>
        <translation>„Nur einstellen“ würde abgelehnt: Dieser Preis handelt sofort. %1 ruht im Buch.</translation>
    </message>
    <message>
        <source>A lower price</source>
        <translation>Ein niedrigerer Preis</translation>
    </message>
    <message>
        <source>A higher price</source>
        <translation>Ein höherer Preis</translation>
    </message>
    <message>
        <source>Orders for the open are taken before the opening auction and during it only. Choose another time in force.</source>
        <translation>Aufträge für die Eröffnung werden nur vor und in der Eröffnungsauktion angenommen. Eine andere Gültigkeit wählen.</translation>
    </message>
    <message>
        <source>%1 collects orders for an auction (%2) and takes none that must trade at once. Place a limit order that may rest.</source>
        <translation>%1 sammelt Aufträge für eine Auktion (%2) und nimmt keine an, die sofort ausgeführt werden müssen. Einen Limitauftrag erteilen, der ruhen darf.</translation>
    </message>
    <message>
        <source>%1 takes no new orders: %2</source>
        <translation>%1 nimmt keine neuen Aufträge an: %2</translation>
    </message>
    <message>
        <source>There is no %1 available to sell.</source>
        <translation>Es ist kein %1 zum Verkaufen verfügbar.</translation>
    </message>
    <message>
        <source>With an either-or stop it must rest: this price trades at once. %1 rests in the book.</source>
        <translation>Mit einem Entweder-oder-Stop muss er ruhen: Dieser Preis handelt sofort. %1 ruht im Buch.</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Markets</source>
        <translation>Märkte</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Order book</source>
        <translation>Orderbuch</translation>
    </message>
    <message>
        <source>Time and sales</source>
        <translation>Abschlüsse</translation>
    </message>
    <message>
        <source>Order ticket</source>
        <translation>Auftragsformular</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Offene Aufträge</translation>
    </message>
    <message>
        <source>Fills</source>
        <translation>Ausführungen</translation>
    </message>
    <message>
        <source>Balances</source>
        <translation>Guthaben</translation>
    </message>
    <message>
        <source>Liquidity</source>
        <translation>Liquidität</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeile</translation>
    </message>
    <message>
        <source>Move through prices and columns</source>
        <translation>Durch Preise und Spalten gehen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Pick the price, or trade there while armed</source>
        <translation>Preis übernehmen, scharf geschaltet dort handeln</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Cancel your orders at that price</source>
        <translation>Eigene Aufträge zu diesem Preis stornieren</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Centre and follow the market</source>
        <translation>Zur Mitte gehen und dem Markt folgen</translation>
    </message>
    <message>
        <source>+ and −</source>
        <translation>+ und −</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Vergrößern und verkleinern</translation>
    </message>
    <message>
        <source>← and →</source>
        <translation>← und →</translation>
    </message>
    <message>
        <source>Scroll in time</source>
        <translation>In der Zeit blättern</translation>
    </message>
    <message>
        <source>Follow the newest candle</source>
        <translation>Der neuesten Kerze folgen</translation>
    </message>
    <message>
        <source>Auction</source>
        <translation>Auktion</translation>
    </message>
    <message>
        <source>Order details</source>
        <translation>Auftragsdetails</translation>
    </message>
    <message>
        <source>Instrument workbench</source>
        <translation>Markt einrichten</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>Not permitted</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Passwort geändert</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>Good till cancelled</source>
        <translation>Bis zum Storno</translation>
    </message>
    <message>
        <source>Immediate or cancel</source>
        <translation>Sofort oder verfallen</translation>
    </message>
    <message>
        <source>Fill or kill</source>
        <translation>Ganz oder gar nicht</translation>
    </message>
    <message>
        <source>GTC</source>
        <translation>GTC</translation>
    </message>
    <message>
        <source>IOC</source>
        <translation>IOC</translation>
    </message>
    <message>
        <source>FOK</source>
        <translation>FOK</translation>
    </message>
    <message>
        <source>post</source>
        <translation>nur einst.</translation>
    </message>
    <message>
        <source>Trading</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Betreiber</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>Aufsicht</translation>
    </message>
    <message>
        <source>Trader</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>On request</source>
        <translation>Auf Wunsch</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle stornieren</translation>
    </message>
    <message>
        <source>Unfilled rest</source>
        <translation>Unausgeführter Rest</translation>
    </message>
    <message>
        <source>Not fillable at once</source>
        <translation>Nicht sofort ausführbar</translation>
    </message>
    <message>
        <source>1s</source>
        <translation>1s</translation>
    </message>
    <message>
        <source>5s</source>
        <translation>5s</translation>
    </message>
    <message>
        <source>15s</source>
        <translation>15s</translation>
    </message>
    <message>
        <source>1m</source>
        <translation>1m</translation>
    </message>
    <message>
        <source>5m</source>
        <translation>5m</translation>
    </message>
    <message>
        <source>15m</source>
        <translation>15m</translation>
    </message>
    <message>
        <source>1h</source>
        <translation>1h</translation>
    </message>
    <message>
        <source>4h</source>
        <translation>4h</translation>
    </message>
    <message>
        <source>1d</source>
        <translation>1T</translation>
    </message>
    <message>
        <source>Live venue</source>
        <translation>Echter Handelsplatz</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>Simulation</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Recovering</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>In Betrieb</translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>Platte voll</translation>
    </message>
    <message>
        <source>Stopped by a fault</source>
        <translation>Durch Fehler angehalten</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <source>Accepted.</source>
        <translation>Angenommen.</translation>
    </message>
    <message>
        <source>The asset does not exist. Choose one from the list.</source>
        <translation>Den Wert gibt es nicht. Einen aus der Liste wählen.</translation>
    </message>
    <message>
        <source>The market does not exist. Choose one from the markets list.</source>
        <translation>Den Markt gibt es nicht. Einen aus der Marktliste wählen.</translation>
    </message>
    <message>
        <source>The account does not exist. Ask an operator to create it.</source>
        <translation>Das Konto gibt es nicht. Ein Betreiber kann es anlegen.</translation>
    </message>
    <message>
        <source>The user does not exist. Check the name.</source>
        <translation>Den Benutzer gibt es nicht. Bitte den Namen prüfen.</translation>
    </message>
    <message>
        <source>The order is no longer open: it was filled or cancelled. Look at the fills.</source>
        <translation>Der Auftrag ist nicht mehr offen: ausgeführt oder storniert. Siehe Ausführungen.</translation>
    </message>
    <message>
        <source>It exists already. Choose another number or name.</source>
        <translation>Das gibt es schon. Eine andere Nummer oder einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The definition contradicts itself. Check its numbers.</source>
        <translation>Die Festlegung widerspricht sich. Bitte die Zahlen prüfen.</translation>
    </message>
    <message>
        <source>The amount must be above zero. Enter another one.</source>
        <translation>Der Betrag muss über null liegen. Einen anderen eingeben.</translation>
    </message>
    <message>
        <source>The price is missing or not above zero. Enter a price.</source>
        <translation>Der Preis fehlt oder liegt nicht über null. Einen Preis eingeben.</translation>
    </message>
    <message>
        <source>The quantity must be above zero. Enter a quantity.</source>
        <translation>Die Menge muss über null liegen. Eine Menge eingeben.</translation>
    </message>
    <message>
        <source>The price is outside the market&apos;s limits. Move it closer to the market.</source>
        <translation>Der Preis liegt außerhalb der Grenzen des Marktes. Näher an den Markt setzen.</translation>
    </message>
    <message>
        <source>The quantity is outside the market&apos;s limits. Choose another quantity.</source>
        <translation>Die Menge liegt außerhalb der Grenzen des Marktes. Eine andere Menge wählen.</translation>
    </message>
    <message>
        <source>The order&apos;s value is outside the market&apos;s limits. Change its quantity.</source>
        <translation>Der Betrag liegt außerhalb der Grenzen des Marktes. Die Menge ändern.</translation>
    </message>
    <message>
        <source>The account does not have enough available funds. Lower the quantity or cancel another order.</source>
        <translation>Auf dem Konto ist nicht genug verfügbar. Die Menge senken oder einen anderen Auftrag stornieren.</translation>
    </message>
    <message>
        <source>The market is halted. Orders can be cancelled; place new ones when it resumes.</source>
        <translation>Der Markt ist angehalten. Stornieren geht; neue Aufträge erst nach der Fortsetzung.</translation>
    </message>
    <message>
        <source>A post-only order must not trade at once. Choose a price further from the other side.</source>
        <translation>Ein Auftrag „Nur einstellen“ darf nicht sofort handeln. Einen Preis weiter weg von der Gegenseite wählen.</translation>
    </message>
    <message>
        <source>Nobody is on the other side at this price. Use a limit order, or try again later.</source>
        <translation>Zu diesem Preis ist niemand auf der Gegenseite. Einen Limitauftrag verwenden oder später versuchen.</translation>
    </message>
    <message>
        <source>Nothing would change. Enter another price or quantity.</source>
        <translation>Nichts würde sich ändern. Einen anderen Preis oder eine andere Menge eingeben.</translation>
    </message>
    <message>
        <source>The numbers are too large. Use a smaller quantity.</source>
        <translation>Die Zahlen sind zu groß. Eine kleinere Menge verwenden.</translation>
    </message>
    <message>
        <source>These order options do not go together. Change the type or the time in force.</source>
        <translation>Diese Angaben passen nicht zusammen. Art oder Gültigkeit ändern.</translation>
    </message>
    <message>
        <source>Your role does not permit this. Ask an operator, or sign in as another user.</source>
        <translation>Die Rolle erlaubt das nicht. Einen Betreiber fragen oder als anderer Benutzer anmelden.</translation>
    </message>
    <message>
        <source>You are not signed in. Sign in first.</source>
        <translation>Nicht angemeldet. Zuerst anmelden.</translation>
    </message>
    <message>
        <source>The exchange has more commands waiting than it accepts. Try again in a moment.</source>
        <translation>Bei der Börse warten mehr Befehle, als sie annimmt. Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Too many commands in a short time. Wait a moment and try again.</source>
        <translation>Zu viele Befehle in kurzer Zeit. Einen Moment warten und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The exchange&apos;s disk is full; nothing was lost. Make room, then it resumes by itself.</source>
        <translation>Die Platte der Börse ist voll; nichts ging verloren. Platz schaffen, dann geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>The exchange cannot write its journal and has stopped. What was confirmed is kept; check the disk and restart it.</source>
        <translation>Die Börse kann ihr Journal nicht schreiben und hat angehalten. Bestätigtes bleibt erhalten; Platte prüfen und neu starten.</translation>
    </message>
    <message>
        <source>The exchange is not ready or not connected. Try again when it shows as live.</source>
        <translation>Die Börse ist nicht bereit oder nicht verbunden. Wieder versuchen, wenn sie in Betrieb ist.</translation>
    </message>
    <message>
        <source>Nobody could run the exchange any more. Make another user an operator first.</source>
        <translation>Niemand könnte die Börse mehr betreiben. Zuerst einen anderen Benutzer zum Betreiber machen.</translation>
    </message>
    <message>
        <source>The exchange could not read the request. Check that both sides have the same version.</source>
        <translation>Die Börse konnte die Anfrage nicht lesen. Bitte prüfen, ob beide Seiten die gleiche Version haben.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Unknown asset</source>
        <translation>Unbekannter Wert</translation>
    </message>
    <message>
        <source>Unknown market</source>
        <translation>Unbekannter Markt</translation>
    </message>
    <message>
        <source>Unknown account</source>
        <translation>Unbekanntes Konto</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>Unbekannter Benutzer</translation>
    </message>
    <message>
        <source>Order not open</source>
        <translation>Auftrag nicht offen</translation>
    </message>
    <message>
        <source>Exists already</source>
        <translation>Gibt es schon</translation>
    </message>
    <message>
        <source>Wrong definition</source>
        <translation>Falsche Festlegung</translation>
    </message>
    <message>
        <source>Wrong amount</source>
        <translation>Falscher Betrag</translation>
    </message>
    <message>
        <source>Wrong price</source>
        <translation>Falscher Preis</translation>
    </message>
    <message>
        <source>Wrong quantity</source>
        <translation>Falsche Menge</translation>
    </message>
    <message>
        <source>Price outside limits</source>
        <translation>Preis außerhalb der Grenzen</translation>
    </message>
    <message>
        <source>Quantity outside limits</source>
        <translation>Menge außerhalb der Grenzen</translation>
    </message>
    <message>
        <source>Value outside limits</source>
        <translation>Betrag außerhalb der Grenzen</translation>
    </message>
    <message>
        <source>Not enough funds</source>
        <translation>Nicht genug Guthaben</translation>
    </message>
    <message>
        <source>Market halted</source>
        <translation>Markt angehalten</translation>
    </message>
    <message>
        <source>Would trade at once</source>
        <translation>Würde sofort handeln</translation>
    </message>
    <message>
        <source>Nobody to trade with</source>
        <translation>Niemand zum Handeln</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>Nichts zu ändern</translation>
    </message>
    <message>
        <source>Numbers too large</source>
        <translation>Zahlen zu groß</translation>
    </message>
    <message>
        <source>Too many open orders</source>
        <translation>Zu viele offene Aufträge</translation>
    </message>
    <message>
        <source>Options do not combine</source>
        <translation>Angaben passen nicht</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Ausgelastet</translation>
    </message>
    <message>
        <source>Too many commands</source>
        <translation>Zu viele Befehle</translation>
    </message>
    <message>
        <source>Journal failed</source>
        <translation>Journal ausgefallen</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>Nicht bereit</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Last operator</source>
        <translation>Letzter Betreiber</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Stop limit</source>
        <translation>Stop-Limit</translation>
    </message>
    <message>
        <source>Take profit</source>
        <translation>Gewinnmitnahme</translation>
    </message>
    <message>
        <source>Take profit limit</source>
        <translation>Gewinnmitnahme-Limit</translation>
    </message>
    <message>
        <source>Trailing stop</source>
        <translation>Nachziehender Stop</translation>
    </message>
    <message>
        <source>Trade with them</source>
        <translation>Mit ihnen handeln</translation>
    </message>
    <message>
        <source>Cancel this order</source>
        <translation>Diesen stornieren</translation>
    </message>
    <message>
        <source>Cancel the resting order</source>
        <translation>Ruhenden stornieren</translation>
    </message>
    <message>
        <source>Cancel both</source>
        <translation>Beide stornieren</translation>
    </message>
    <message>
        <source>Reduce both</source>
        <translation>Beide verringern</translation>
    </message>
    <message>
        <source>Would trade with its owner</source>
        <translation>Würde mit dem Eigentümer handeln</translation>
    </message>
    <message>
        <source>Replaced by another order</source>
        <translation>Durch einen anderen Auftrag ersetzt</translation>
    </message>
    <message>
        <source>The last price has reached the trigger already. Choose a trigger price on the other side of it, or place the order without one.</source>
        <translation>Der letzte Preis hat den Auslösepreis schon erreicht. Einen auf der anderen Seite wählen oder den Auftrag ohne Auslösepreis erteilen.</translation>
    </message>
    <message>
        <source>The order waits for its trigger price and cannot be replaced. Amend it, or cancel it and place another.</source>
        <translation>Der Auftrag wartet auf seinen Auslösepreis und kann nicht ersetzt werden. Ihn ändern, oder stornieren und einen neuen erteilen.</translation>
    </message>
    <message>
        <source>Trigger already reached</source>
        <translation>Auslösepreis schon erreicht</translation>
    </message>
    <message>
        <source>Waits for its trigger</source>
        <translation>Wartet auf den Auslöser</translation>
    </message>
    <message>
        <source>Placed already</source>
        <translation>Schon erteilt</translation>
    </message>
    <message>
        <source>Client id in use</source>
        <translation>Kundennummer vergeben</translation>
    </message>
    <message>
        <source>The very same order was accepted before; nothing was placed twice. Look for it among your orders.</source>
        <translation>Genau dieser Auftrag wurde schon angenommen; nichts wurde doppelt erteilt. Er steht unter den eigenen Aufträgen.</translation>
    </message>
    <message>
        <source>Another of your orders has this client order id; nothing was placed. Send the order with another id.</source>
        <translation>Ein anderer eigener Auftrag hat diese Kundennummer; nichts wurde erteilt. Den Auftrag mit einer anderen Nummer senden.</translation>
    </message>
    <message>
        <source>Good till a time</source>
        <translation>Gültig bis zu einer Zeit</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tagesgültig</translation>
    </message>
    <message>
        <source>At the open</source>
        <translation>Zur Eröffnung</translation>
    </message>
    <message>
        <source>At the close</source>
        <translation>Zum Schluss</translation>
    </message>
    <message>
        <source>GTT</source>
        <translation>GTT</translation>
    </message>
    <message>
        <source>at open</source>
        <translation>zur Eröffnung</translation>
    </message>
    <message>
        <source>at close</source>
        <translation>zum Schluss</translation>
    </message>
    <message>
        <source>Opening auction</source>
        <translation>Eröffnungsauktion</translation>
    </message>
    <message>
        <source>Closing auction</source>
        <translation>Schlussauktion</translation>
    </message>
    <message>
        <source>Pre-open</source>
        <translation>Voreröffnung</translation>
    </message>
    <message>
        <source>Volatility auction</source>
        <translation>Volatilitätsauktion</translation>
    </message>
    <message>
        <source>Cancel only</source>
        <translation>Nur Storno</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Delisted</source>
        <translation>Notierung beendet</translation>
    </message>
    <message>
        <source>Its time was over</source>
        <translation>Seine Zeit war vorbei</translation>
    </message>
    <message>
        <source>Its auction was over</source>
        <translation>Seine Auktion war vorbei</translation>
    </message>
    <message>
        <source>The market was delisted</source>
        <translation>Notierung wurde beendet</translation>
    </message>
    <message>
        <source>Its price was outside the price band</source>
        <translation>Sein Preis lag außerhalb des Preisbands</translation>
    </message>
    <message>
        <source>30m</source>
        <translation>30m</translation>
    </message>
    <message>
        <source>1w</source>
        <translation>1W</translation>
    </message>
    <message>
        <source>1M</source>
        <translation>1M</translation>
    </message>
    <message>
        <source>The market does not take this in its present state. Look at the state in the auction panel, and try again when it changes.</source>
        <translation>Der Markt nimmt dies in seinem jetzigen Zustand nicht an. Sehen Sie den Zustand in der Auktionsansicht an und versuchen Sie es wieder, wenn er wechselt.</translation>
    </message>
    <message>
        <source>The time is missing, in the past, or not wanted here. Enter a time in the future.</source>
        <translation>Die Zeit fehlt, ist vorbei oder gehört nicht hierher. Geben Sie eine künftige Zeit ein.</translation>
    </message>
    <message>
        <source>The price is beyond the band in which the market trades now. Move it inside; the band is in the auction panel.</source>
        <translation>Der Preis liegt außerhalb des Bands, in dem der Markt jetzt handelt. Setzen Sie ihn hinein; das Band steht im Auktionsfenster.</translation>
    </message>
    <message>
        <source>The price is too far from the last price. Move it closer.</source>
        <translation>Der Preis ist zu weit vom letzten entfernt. Gehen Sie näher heran.</translation>
    </message>
    <message>
        <source>Not in this state</source>
        <translation>Nicht in diesem Zustand</translation>
    </message>
    <message>
        <source>Wrong time</source>
        <translation>Falsche Zeit</translation>
    </message>
    <message>
        <source>Price too far away</source>
        <translation>Preis zu weit entfernt</translation>
    </message>
    <message>
        <source>Price outside band</source>
        <translation>Preis außerhalb des Bands</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Yes, else refuse</source>
        <translation>Ja, sonst ablehnen</translation>
    </message>
    <message>
        <source>Yes, else move</source>
        <translation>Ja, sonst ausweichen</translation>
    </message>
    <message>
        <source>slide</source>
        <translation>ausw.</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verdeckt</translation>
    </message>
    <message>
        <source>iceberg</source>
        <translation>Eisberg</translation>
    </message>
    <message>
        <source>primary peg</source>
        <translation>folgt eigener Seite</translation>
    </message>
    <message>
        <source>mid peg</source>
        <translation>folgt der Mitte</translation>
    </message>
    <message>
        <source>market peg</source>
        <translation>folgt Gegenseite</translation>
    </message>
    <message>
        <source>waits for order %1</source>
        <translation>wartet auf Auftrag %1</translation>
    </message>
    <message>
        <source>ends order %1</source>
        <translation>beendet Auftrag %1</translation>
    </message>
    <message>
        <source>the best price of its own side</source>
        <translation>dem besten Preis der eigenen Seite</translation>
    </message>
    <message>
        <source>the middle between the best prices</source>
        <translation>der Mitte zwischen den besten Preisen</translation>
    </message>
    <message>
        <source>the best price of the other side</source>
        <translation>dem besten Preis der Gegenseite</translation>
    </message>
    <message>
        <source>Another order of its list traded or ended</source>
        <translation>Ein verknüpfter Auftrag wurde ausgeführt oder endete</translation>
    </message>
    <message>
        <source>Market-maker protection ended the quote</source>
        <translation>Der Market-Maker-Schutz hat den Quote beendet</translation>
    </message>
    <message>
        <source>The account has too many open orders, or the market too many pegged ones. Cancel some before placing more.</source>
        <translation>Das Konto hat zu viele offene Aufträge oder der Markt zu viele, die einem Preis folgen. Vor weiteren einige stornieren.</translation>
    </message>
    <message>
        <source>The order belongs to a list whose orders act on each other. Cancel it and place the list anew.</source>
        <translation>Der Auftrag ist mit anderen verknüpft. Ihn stornieren und alle neu erteilen.</translation>
    </message>
    <message>
        <source>There is nothing to sell off: a reduce-only order sells what is available, and never buys.</source>
        <translation>Es gibt nichts zu reduzieren: Ein solcher Auftrag verkauft, was verfügbar ist, und kauft nie.</translation>
    </message>
    <message>
        <source>With this and your other open buy orders you could come to own more than this market allows; nothing was placed. Buy less, cancel other buys, or sell first.</source>
        <translation>Mit diesem und Ihren anderen offenen Kaufaufträgen könnten Sie mehr besitzen, als dieser Markt erlaubt; es wurde nichts erteilt. Weniger kaufen, andere Käufe stornieren oder erst verkaufen.</translation>
    </message>
    <message>
        <source>Market-maker protection has ended your quotes here; no quote was placed. Reset the protection, or wait until the freeze is over.</source>
        <translation>Der Market-Maker-Schutz hat Ihre Quotes hier beendet; es wurde keiner erteilt. Den Schutz zurücksetzen oder warten, bis die Sperre vorbei ist.</translation>
    </message>
    <message>
        <source>Part of a list</source>
        <translation>Verknüpft</translation>
    </message>
    <message>
        <source>Nothing to reduce</source>
        <translation>Nichts zu reduzieren</translation>
    </message>
    <message>
        <source>Position too large</source>
        <translation>Bestand zu groß</translation>
    </message>
    <message>
        <source>Protection active</source>
        <translation>Schutz aktiv</translation>
    </message>
    <message>
        <source>waits for %1, ends %2</source>
        <comment>orders</comment>
        <translation>wartet auf %1, beendet %2</translation>
    </message>
    <message>
        <source>The market is in that state already; nothing was changed.</source>
        <translation>Der Markt ist schon in diesem Zustand; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>There are no quotes to end; nothing was changed.</source>
        <translation>Es gibt keine Quotes zu beenden; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>No protection is set here, so there is nothing to reset.</source>
        <translation>Hier ist kein Schutz eingestellt; es gibt nichts zurückzusetzen.</translation>
    </message>
    <message>
        <source>It is so already; nothing was changed.</source>
        <translation>Es ist bereits so; nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>TicketReader</name>
    <message>
        <source>Prices go in steps of %1.</source>
        <translation>Preise gehen in Schritten von %1.</translation>
    </message>
    <message>
        <source>The price is not a number.</source>
        <translation>Der Preis ist keine Zahl.</translation>
    </message>
    <message>
        <source>The distance must be more than zero.</source>
        <translation>Der Abstand muss größer als null sein.</translation>
    </message>
    <message>
        <source>The lowest price is %1.</source>
        <translation>Der niedrigste Preis ist %1.</translation>
    </message>
    <message>
        <source>The highest price is %1.</source>
        <translation>Der höchste Preis ist %1.</translation>
    </message>
    <message>
        <source>Quantities go in steps of %1.</source>
        <translation>Mengen gehen in Schritten von %1.</translation>
    </message>
    <message>
        <source>The quantity is not a number.</source>
        <translation>Die Menge ist keine Zahl.</translation>
    </message>
    <message>
        <source>The smallest quantity is %1.</source>
        <translation>Die kleinste Menge ist %1.</translation>
    </message>
    <message>
        <source>The largest quantity is %1.</source>
        <translation>Die größte Menge ist %1.</translation>
    </message>
    <message>
        <source>Enter a quantity.</source>
        <translation>Eine Menge eingeben.</translation>
    </message>
    <message>
        <source>Enter a price.</source>
        <translation>Einen Preis eingeben.</translation>
    </message>
    <message>
        <source>Enter the highest price to pay: the funds are held while the order waits.</source>
        <translation>Den höchsten Kaufpreis eingeben: Das Guthaben wird gehalten, solange der Auftrag wartet.</translation>
    </message>
    <message>
        <source>Enter a trigger price.</source>
        <translation>Einen Auslösepreis eingeben.</translation>
    </message>
    <message>
        <source>Enter the distance to the price.</source>
        <translation>Den Abstand zum Preis eingeben.</translation>
    </message>
    <message>
        <source>Nothing has traded yet: enter the trigger price to start from.</source>
        <translation>Noch wurde nichts gehandelt: den Auslösepreis eingeben, von dem ausgegangen wird.</translation>
    </message>
    <message>
        <source>It waits for a rise: the trigger must be above the last price, %1.</source>
        <translation>Er wartet auf einen Anstieg: Der Auslösepreis muss über dem letzten Preis liegen, %1.</translation>
    </message>
    <message>
        <source>It waits for a fall: the trigger must be below the last price, %1.</source>
        <translation>Er wartet auf einen Rückgang: Der Auslösepreis muss unter dem letzten Preis liegen, %1.</translation>
    </message>
    <message>
        <source>This time is past. Enter one in the future.</source>
        <translation>Diese Zeit ist vorbei. Geben Sie eine künftige ein.</translation>
    </message>
    <message>
        <source>Enter how much is shown at a time.</source>
        <translation>Eingeben, wie viel jeweils sichtbar ist.</translation>
    </message>
    <message>
        <source>A part must be less than the quantity, %1.</source>
        <translation>Ein Teil muss kleiner sein als die Menge, %1.</translation>
    </message>
    <message>
        <source>It could come to more than %1 parts. Show more at a time.</source>
        <translation>Es könnten mehr als %1 Teile werden. Je Teil mehr zeigen.</translation>
    </message>
    <message>
        <source>Enter an amount.</source>
        <translation>Einen Betrag eingeben.</translation>
    </message>
    <message>
        <source>Amounts go in steps of %1.</source>
        <translation>Beträge gehen in Schritten von %1.</translation>
    </message>
    <message>
        <source>The amount is not a number.</source>
        <translation>Der Betrag ist keine Zahl.</translation>
    </message>
    <message>
        <source>The amount must be more than zero.</source>
        <translation>Der Betrag muss größer als null sein.</translation>
    </message>
    <message>
        <source>The smallest amount is %1.</source>
        <translation>Der kleinste Betrag ist %1.</translation>
    </message>
    <message>
        <source>Enter how far it stays away from the other side&apos;s best price.</source>
        <translation>Eingeben, wie weit er vom besten Preis der Gegenseite wegbleibt.</translation>
    </message>
    <message>
        <source>A pegged order is shown in full or not at all. Choose one of both.</source>
        <translation>Ein Auftrag, der einem Preis folgt, ist ganz oder gar nicht sichtbar. Eines von beiden wählen.</translation>
    </message>
    <message>
        <source>Enter a price to take profit at, a stop loss, or both.</source>
        <translation>Einen Preis für den Gewinn, einen Stop-Loss oder beides eingeben.</translation>
    </message>
    <message>
        <source>Enter a price to buy back at.</source>
        <translation>Einen Preis für den Rückkauf eingeben.</translation>
    </message>
    <message>
        <source>Profit is taken above the price at which it buys, %1.</source>
        <translation>Der Gewinn liegt über dem Kaufpreis, %1.</translation>
    </message>
    <message>
        <source>Profit is taken below the price at which it sells, %1.</source>
        <translation>Der Gewinn liegt unter dem Verkaufspreis, %1.</translation>
    </message>
    <message>
        <source>What the sale brings does not pay for that after both fees. Enter a lower price.</source>
        <translation>Was der Verkauf bringt, reicht dafür nach beiden Gebühren nicht. Einen niedrigeren Preis eingeben.</translation>
    </message>
    <message>
        <source>A loss is stopped below the price at which it buys, %1.</source>
        <translation>Ein Stop-Loss liegt unter dem Kaufpreis, %1.</translation>
    </message>
    <message>
        <source>Enter the trigger price of the stop.</source>
        <translation>Den Auslösepreis des Stops eingeben.</translation>
    </message>
    <message>
        <source>Enter the highest price that the stop may pay.</source>
        <translation>Den höchsten Preis eingeben, den der Stop zahlen darf.</translation>
    </message>
    <message>
        <source>The stop must be above the limit price, %1.</source>
        <translation>Der Stop muss über dem Limit liegen, %1.</translation>
    </message>
    <message>
        <source>The stop must be below the limit price, %1.</source>
        <translation>Der Stop muss unter dem Limit liegen, %1.</translation>
    </message>
</context>
<context>
    <name>WorkbenchPages</name>
    <message>
        <source>&amp;New state</source>
        <translation>&amp;Neuer Zustand</translation>
    </message>
    <message>
        <source>&amp;Ends by itself</source>
        <translation>&amp;Endet von selbst</translation>
    </message>
    <message>
        <source>At (your &amp;time)</source>
        <translation>Um (Ihre &amp;Zeit)</translation>
    </message>
    <message>
        <source>&amp;Reason, optional</source>
        <translation>&amp;Grund, freiwillig</translation>
    </message>
    <message>
        <source>What the schedule says (resume)</source>
        <translation>Nach Zeitplan (fortsetzen)</translation>
    </message>
    <message>
        <source>Trading days</source>
        <translation>Handelstage</translation>
    </message>
    <message>
        <source>&amp;Pre-open from, optional</source>
        <translation>&amp;Voreröffnung ab, freiwillig</translation>
    </message>
    <message>
        <source>&amp;Opening auction from, optional</source>
        <translation>&amp;Eröffnungsauktion ab, freiwillig</translation>
    </message>
    <message>
        <source>&amp;Trading from</source>
        <translation>&amp;Handel ab</translation>
    </message>
    <message>
        <source>C&amp;losing auction from, optional</source>
        <translation>Sch&amp;lussauktion ab, freiwillig</translation>
    </message>
    <message>
        <source>&amp;Close at</source>
        <translation>&amp;Schluss um</translation>
    </message>
    <message>
        <source>Times are UTC. Without trading days the market has no schedule and trades round the clock.</source>
        <translation>Zeiten in UTC. Ohne Handelstage hat der Markt keinen Zeitplan und handelt rund um die Uhr.</translation>
    </message>
    <message>
        <source>&amp;Days that differ</source>
        <translation>&amp;Abweichende Tage</translation>
    </message>
    <message>
        <source>&amp;On this day</source>
        <translation>An &amp;diesem Tag</translation>
    </message>
    <message>
        <source>&amp;Close at (UTC)</source>
        <translation>&amp;Schluss um (UTC)</translation>
    </message>
    <message>
        <source>&amp;Collar, % from the last price</source>
        <translation>&amp;Höchstabstand, % vom letzten Preis</translation>
    </message>
    <message>
        <source>Monitor &amp;1: at most, %</source>
        <translation>Überwachung &amp;1: höchstens, %</translation>
    </message>
    <message>
        <source>Monitor &amp;2: at most, %</source>
        <translation>Überwachung &amp;2: höchstens, %</translation>
    </message>
    <message>
        <source>Monitor &amp;3: at most, %</source>
        <translation>Überwachung &amp;3: höchstens, %</translation>
    </message>
    <message>
        <source>&amp;Auction lasts, seconds</source>
        <translation>&amp;Auktion dauert, Sekunden</translation>
    </message>
    <message>
        <source>within seconds</source>
        <translation>in Sekunden</translation>
    </message>
    <message>
        <source>Deviation of monitor %1, percent</source>
        <translation>Abweichung der Überwachung %1, Prozent</translation>
    </message>
    <message>
        <source>Time of monitor %1, seconds</source>
        <translation>Zeit der Überwachung %1, Sekunden</translation>
    </message>
    <message>
        <source>Leave empty what is not wanted. A monitor compares each trade with the price that long ago; a trade further away does not happen, an auction finds the price instead.</source>
        <translation>Lassen Sie leer, was nicht gewünscht ist. Eine Überwachung vergleicht jeden Handel mit dem Preis so lange davor; ein weiter entfernter findet nicht statt, stattdessen findet eine Auktion den Preis.</translation>
    </message>
    <message>
        <source>&amp;Maker fee, %</source>
        <translation>&amp;Maker-Gebühr, %</translation>
    </message>
    <message>
        <source>&amp;Taker fee, %</source>
        <translation>&amp;Taker-Gebühr, %</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Traded asset</source>
        <translation>&amp;Gehandelter Wert</translation>
    </message>
    <message>
        <source>Paid &amp;with</source>
        <translation>&amp;Bezahlt mit</translation>
    </message>
    <message>
        <source>&amp;Price step</source>
        <translation>&amp;Preisschritt</translation>
    </message>
    <message>
        <source>&amp;Quantity step</source>
        <translation>M&amp;engenschritt</translation>
    </message>
    <message>
        <source>Lowest price, optional</source>
        <translation>Niedrigster Preis, freiwillig</translation>
    </message>
    <message>
        <source>Highest price</source>
        <translation>Höchster Preis</translation>
    </message>
    <message>
        <source>Smallest quantity, optional</source>
        <translation>Kleinste Menge, freiwillig</translation>
    </message>
    <message>
        <source>Largest quantity</source>
        <translation>Größte Menge</translation>
    </message>
    <message>
        <source>Smallest value, optional</source>
        <translation>Kleinster Wert, freiwillig</translation>
    </message>
    <message>
        <source>Taker &amp;fee, %</source>
        <translation>Taker-Ge&amp;bühr, %</translation>
    </message>
    <message>
        <source>&amp;Tables</source>
        <translation>&amp;Tabellen</translation>
    </message>
    <message>
        <source>&amp;From day (UTC)</source>
        <translation>&amp;Ab Tag (UTC)</translation>
    </message>
    <message>
        <source>From then &amp;on</source>
        <translation>&amp;Von da an</translation>
    </message>
    <message>
        <source>&amp;Mean of the last, seconds</source>
        <translation>&amp;Mittel der letzten, Sekunden</translation>
    </message>
    <message>
        <source>At the &amp;limit for, seconds</source>
        <translation>Am &amp;Limit für, Sekunden</translation>
    </message>
    <message>
        <source>Then &amp;auction of, seconds</source>
        <translation>Dann A&amp;uktion von, Sekunden</translation>
    </message>
    <message>
        <source>Row &amp;1</source>
        <translation>Zeile &amp;1</translation>
    </message>
    <message>
        <source>Row &amp;2</source>
        <translation>Zeile &amp;2</translation>
    </message>
    <message>
        <source>Row &amp;3</source>
        <translation>Zeile &amp;3</translation>
    </message>
    <message>
        <source>The bands below</source>
        <translation>Die Preisbänder unten</translation>
    </message>
    <message>
        <source>No bands</source>
        <translation>Keine Preisbänder</translation>
    </message>
    <message>
        <source>above</source>
        <translation>über</translation>
    </message>
    <message>
        <source>± %</source>
        <translation>± %</translation>
    </message>
    <message>
        <source>ticks at most</source>
        <translation>höchstens Ticks</translation>
    </message>
    <message>
        <source>Row %1: above this price</source>
        <translation>Zeile %1: über diesem Preis</translation>
    </message>
    <message>
        <source>Row %1: width in percent</source>
        <translation>Zeile %1: Breite in Prozent</translation>
    </message>
    <message>
        <source>Row %1: ticks at most, optional</source>
        <translation>Zeile %1: höchstens so viele Ticks, freiwillig</translation>
    </message>
    <message>
        <source>Nothing trades further from the mean price than the band is wide. The row in whose price range the mean lies counts; leave out rows that are not wanted.</source>
        <translation>Nichts wird weiter vom mittleren Preis entfernt gehandelt, als das Band breit ist. Es gilt die Zeile, in deren Preisbereich das Mittel liegt; nicht gewünschte Zeilen bleiben leer.</translation>
    </message>
    <message>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>in Kraft</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>künftig</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>This market has no bands.</source>
        <translation>Dieser Markt hat keine Preisbänder.</translation>
    </message>
    <message>
        <source>Largest position, optional</source>
        <translation>Größter Bestand, freiwillig</translation>
    </message>
    <message>
        <source>&amp;Doubled before the close, seconds</source>
        <translation>&amp;Doppelt vor dem Schluss, Sekunden</translation>
    </message>
    <message>
        <source>every row</source>
        <translation>jede Zeile</translation>
    </message>
    <message>
        <source>row 1 only</source>
        <translation>nur Zeile 1</translation>
    </message>
    <message>
        <source>rows 1 and 2</source>
        <translation>Zeilen 1 und 2</translation>
    </message>
    <message>
        <source>Which rows are doubled before the close</source>
        <translation>Welche Zeilen vor dem Schluss doppelt gelten</translation>
    </message>
    <message>
        <source>for</source>
        <translation>für</translation>
    </message>
    <message>
        <source>A market needs two assets, what is traded and what it is paid with. Add them on the page “New asset” first.</source>
        <translation>Ein Markt braucht zwei Werte: was gehandelt und womit bezahlt wird. Zuerst auf der Seite „Neuer Wert“ anlegen.</translation>
    </message>
    <message>
        <source>&amp;Code</source>
        <translation>Kür&amp;zel</translation>
    </message>
    <message>
        <source>&amp;Decimals</source>
        <translation>&amp;Nachkommastellen</translation>
    </message>
    <message>
        <source>What markets trade and are paid with, such as BTC with 8 decimals or USD with 2.</source>
        <translation>Was Märkte handeln und womit bezahlt wird, etwa BTC mit 8 Nachkommastellen oder USD mit 2.</translation>
    </message>
    <message>
        <source>D&amp;ay (UTC)</source>
        <translation>T&amp;ag (UTC)</translation>
    </message>
    <message>
        <source>Every day goes by the schedule unless it is listed here. A holiday does not trade; a short day closes earlier.</source>
        <translation>Jeder Tag folgt dem Zeitplan, wenn er hier nicht steht. An einem Feiertag wird nicht gehandelt; ein kurzer Tag endet früher.</translation>
    </message>
    <message>
        <source>Doubled for so many seconds before the close</source>
        <translation>Doppelt für so viele Sekunden vor dem Schluss</translation>
    </message>
</context>
<context>
    <name>openbell::charts::CandleChart</name>
    <message>
        <source>Candle chart</source>
        <translation>Kerzendiagramm</translation>
    </message>
    <message>
        <source>Choose a market to see its chart.</source>
        <translation>Einen Markt wählen, um sein Diagramm zu sehen.</translation>
    </message>
    <message>
        <source>No trades yet. The first trade starts the chart.</source>
        <translation>Noch keine Abschlüsse. Mit dem ersten beginnt das Diagramm.</translation>
    </message>
    <message>
        <source>Loading candles…</source>
        <translation>Kerzen werden geladen…</translation>
    </message>
    <message>
        <source>MA %1</source>
        <translation>GD %1</translation>
    </message>
    <message>
        <source>open %1, high %2, low %3, close %4, volume %5, change %6</source>
        <translation>Eröffnung %1, Hoch %2, Tief %3, Schluss %4, Umsatz %5, Änderung %6</translation>
    </message>
    <message>
        <source>No market is chosen.</source>
        <translation>Kein Markt ist gewählt.</translation>
    </message>
    <message>
        <source>%1, candles of %2. Nothing has traded yet.</source>
        <translation>%1, Kerzen von %2. Noch wurde nichts gehandelt.</translation>
    </message>
    <message>
        <source>%1, candles of %2. The latest, from %3: %4.</source>
        <translation>%1, Kerzen von %2. Die neueste, ab %3: %4.</translation>
    </message>
    <message>
        <source>No trades to show: the market is delisted and trades no more.</source>
        <translation>Keine Abschlüsse: Die Notierung ist beendet, der Markt wird nicht mehr gehandelt.</translation>
    </message>
    <message>
        <source>O %1</source>
        <comment>open</comment>
        <translation>E %1</translation>
    </message>
    <message>
        <source>H %1</source>
        <comment>high</comment>
        <translation>H %1</translation>
    </message>
    <message>
        <source>L %1</source>
        <comment>low</comment>
        <translation>T %1</translation>
    </message>
    <message>
        <source>C %1</source>
        <comment>close</comment>
        <translation>S %1</translation>
    </message>
    <message>
        <source>V %1</source>
        <comment>volume</comment>
        <translation>U %1</translation>
    </message>
    <message>
        <source>VWAP %1</source>
        <translation>VWAP %1</translation>
    </message>
</context>
<context>
    <name>openbell::charts::DepthChart</name>
    <message>
        <source>Depth chart</source>
        <translation>Tiefendiagramm</translation>
    </message>
    <message>
        <source>Choose a market to see its depth.</source>
        <translation>Einen Markt wählen, um seine Tiefe zu sehen.</translation>
    </message>
    <message>
        <source>No orders to add up yet.</source>
        <translation>Noch keine Aufträge zum Aufsummieren.</translation>
    </message>
    <message>
        <source>Waiting for the order book…</source>
        <translation>Warten auf das Orderbuch…</translation>
    </message>
    <message>
        <source>%1 %2 bid down to %3</source>
        <translation>%1 %2 Nachfrage bis %3</translation>
    </message>
    <message>
        <source>%1 %2 offered up to %3</source>
        <translation>%1 %2 Angebot bis %3</translation>
    </message>
    <message>
        <source>Bids</source>
        <translation>Geldseite</translation>
    </message>
    <message>
        <source>Asks</source>
        <translation>Briefseite</translation>
    </message>
</context>
<context>
    <name>openbell::charts::HeatMapView</name>
    <message>
        <source>Liquidity heat map</source>
        <translation>Liquiditätskarte</translation>
    </message>
    <message>
        <source>Choose a market to see where its liquidity rests.</source>
        <translation>Einen Markt wählen, um zu sehen, wo seine Liquidität liegt.</translation>
    </message>
    <message>
        <source>No orders yet.</source>
        <translation>Noch keine Aufträge.</translation>
    </message>
    <message>
        <source>Waiting for the order book…</source>
        <translation>Warten auf das Orderbuch…</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <translation>−%1 s</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 zu %2</translation>
    </message>
    <message>
        <source>Best ask</source>
        <translation>Bester Brief</translation>
    </message>
    <message>
        <source>Best bid</source>
        <translation>Bestes Geld</translation>
    </message>
    <message>
        <source>Largest ask</source>
        <translation>Größter Brief</translation>
    </message>
    <message>
        <source>Largest bid</source>
        <translation>Größtes Geld</translation>
    </message>
</context>
<context>
    <name>openbell::charts::IndicationChart</name>
    <message>
        <source>Indicative price since the auction began</source>
        <translation>Indikativer Preis seit Beginn der Auktion</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Indicative price</source>
        <translation>Indikativer Preis</translation>
    </message>
</context>
<context>
    <name>openbell::charts::SupplyDemandChart</name>
    <message>
        <source>Demand and supply by price</source>
        <translation>Nachfrage und Angebot nach Preis</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Demand and supply</source>
        <translation>Nachfrage und Angebot</translation>
    </message>
</context>
<context>
    <name>openbell::client::ExchangeClient</name>
    <message>
        <source>The exchange sent a message that this console does not understand. The connection was closed; check that both have the same version.</source>
        <translation>Die Börse sandte eine Nachricht, die diese Konsole nicht versteht. Die Verbindung wurde geschlossen; bitte prüfen, ob beide die gleiche Version haben.</translation>
    </message>
    <message>
        <source>This exchange speaks protocol version %1, this console version %2. Install the same release on both sides.</source>
        <translation>Diese Börse spricht Protokollversion %1, diese Konsole Version %2. Bitte auf beiden Seiten die gleiche Ausgabe installieren.</translation>
    </message>
</context>
<context>
    <name>openbell::client::WebSocketTransport</name>
    <message>
        <source>The server answered in text; it is not an Openbell daemon of this version.</source>
        <translation>Der Server antwortete als Text; er ist kein Openbell-Dienst dieser Version.</translation>
    </message>
    <message>
        <source>The console fell behind the exchange; it reconnects from a fresh state.</source>
        <translation>Die Konsole fiel hinter die Börse zurück; sie verbindet sich neu von einem frischen Stand.</translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation>Der Server hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>Nothing answers at this address.</source>
        <translation>Unter dieser Adresse antwortet niemand.</translation>
    </message>
    <message>
        <source>No machine has this name.</source>
        <translation>Kein Rechner hat diesen Namen.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The network does not reach the server.</source>
        <translation>Das Netz erreicht den Server nicht.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was not accepted.</source>
        <translation>Das Zertifikat des Servers wurde nicht anerkannt.</translation>
    </message>
    <message>
        <source>The server refused the connection; is it an Openbell daemon?</source>
        <translation>Der Server hat die Verbindung abgelehnt; ist er ein Openbell-Dienst?</translation>
    </message>
    <message>
        <source>The connection failed (network error %1).</source>
        <translation>Die Verbindung ist gescheitert (Netzfehler %1).</translation>
    </message>
</context>
<context>
    <name>openbell::console::LoopbackTransport</name>
    <message>
        <source>The exchange in this console is stopped.</source>
        <translation>Die Börse in dieser Konsole ist beendet.</translation>
    </message>
    <message>
        <source>The console stood still for too long and starts from a fresh state.</source>
        <translation>Die Konsole stand zu lange still und beginnt von einem frischen Stand.</translation>
    </message>
    <message>
        <source>The exchange closed the connection.</source>
        <translation>Die Börse hat die Verbindung geschlossen.</translation>
    </message>
</context>
<context>
    <name>openbell::models::AccountFeed</name>
    <message>
        <source>Only operators and compliance staff see this.</source>
        <translation>Das sehen nur Betreiber und Aufsicht.</translation>
    </message>
    <message>
        <source>Viewers see the markets only. Traders see their own account here, operators and compliance staff all accounts.</source>
        <translation>Betrachter sehen nur die Märkte. Händler sehen hier ihr eigenes Konto, Betreiber und Aufsicht alle Konten.</translation>
    </message>
    <message>
        <source>This user has no account. Choose all accounts to see everybody&apos;s.</source>
        <translation>Dieser Benutzer hat kein Konto. Alle Konten wählen, um die aller zu sehen.</translation>
    </message>
    <message>
        <source>This user has no account. Ask an operator for one.</source>
        <translation>Dieser Benutzer hat kein Konto. Einen Betreiber darum bitten.</translation>
    </message>
</context>
<context>
    <name>openbell::models::AuditModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Nothing recorded yet. Sign-ins and what operators do appear here.</source>
        <translation>Noch nichts aufgezeichnet. Anmeldungen und Eingriffe von Betreibern erscheinen hier.</translation>
    </message>
</context>
<context>
    <name>openbell::models::BalancesModel</name>
    <message>
        <source>Asset</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>In orders</source>
        <translation>In Aufträgen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>No balances. They appear after the first deposit to the account.</source>
        <translation>Keine Guthaben. Sie erscheinen nach der ersten Einzahlung auf das Konto.</translation>
    </message>
</context>
<context>
    <name>openbell::models::FillsModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>Maker</translation>
    </message>
    <message>
        <source>Taker</source>
        <translation>Taker</translation>
    </message>
    <message>
        <source>No fills yet. When an order trades, each execution appears here.</source>
        <translation>Noch keine Ausführungen. Jede Ausführung eines Auftrags erscheint hier.</translation>
    </message>
    <message>
        <source>Auction</source>
        <translation>Auktion</translation>
    </message>
</context>
<context>
    <name>openbell::models::OrderLifeModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Other order</source>
        <translation>Gegenauftrag</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Amended</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Triggered</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Filled in part</source>
        <translation>Teils ausgeführt</translation>
    </message>
    <message>
        <source>Prevented</source>
        <translation>Verhindert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Keeps its place in the queue</source>
        <translation>Behält ihren Platz in der Schlange</translation>
    </message>
    <message>
        <source>Goes to the end of the queue</source>
        <translation>Geht ans Ende der Schlange</translation>
    </message>
    <message>
        <source>The auction that it is for has begun</source>
        <translation>Seine Auktion hat begonnen</translation>
    </message>
    <message>
        <source>A trade reached its trigger price</source>
        <translation>Ein Handel erreichte ihren Auslösepreis</translation>
    </message>
    <message>
        <source>In an auction</source>
        <translation>In einer Auktion</translation>
    </message>
    <message>
        <source>Rested in the book (maker)</source>
        <translation>Lag im Buch (Maker)</translation>
    </message>
    <message>
        <source>Took from the book (taker)</source>
        <translation>Nahm aus dem Buch (Taker)</translation>
    </message>
    <message>
        <source>Met an order of its owner: %1</source>
        <translation>Traf einen Auftrag desselben Eigentümers: %1</translation>
    </message>
    <message>
        <source>Choose an order: press Enter or double click it among the open orders or the fills.</source>
        <translation>Einen Auftrag wählen: Eingabetaste oder Doppelklick bei den offenen Aufträgen oder Ausführungen.</translation>
    </message>
    <message>
        <source>This order is not known, or not yours to see.</source>
        <translation>Dieser Auftrag ist nicht bekannt oder nicht für Sie einsehbar.</translation>
    </message>
    <message>
        <source>Reading the order&apos;s history…</source>
        <translation>Die Geschichte des Auftrags wird gelesen…</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Repriced</source>
        <translation>Neuer Preis</translation>
    </message>
    <message>
        <source>Outside the book: there is no price to follow</source>
        <translation>Außerhalb des Buchs: Es gibt keinen Preis, dem er folgen kann</translation>
    </message>
    <message>
        <source>Follows %1</source>
        <translation>Folgt %1</translation>
    </message>
</context>
<context>
    <name>openbell::models::OrdersModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>No open orders. Click a price in the order book or use the order ticket to place one.</source>
        <translation>Keine offenen Aufträge. Einen Preis im Orderbuch anklicken oder das Auftragsformular verwenden.</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>waits for a price to follow</source>
        <translation>wartet auf einen Preis</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>Limit %1</translation>
    </message>
    <message>
        <source>ends: %1</source>
        <translation>endet: %1</translation>
    </message>
</context>
<context>
    <name>openbell::models::ReferenceData</name>
    <message>
        <source>venue</source>
        <translation>Handelsplatz</translation>
    </message>
</context>
<context>
    <name>openbell::models::TickersModel</name>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>24h %</source>
        <translation>24 Std %</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>No markets yet. They appear as soon as the exchange has defined one.</source>
        <translation>Noch keine Märkte. Sie erscheinen, sobald die Börse einen anlegt.</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <comment>market, state, what it takes</comment>
        <translation>%1: %2. %3</translation>
    </message>
</context>
<context>
    <name>openbell::models::TradesModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>Käufer</translation>
    </message>
    <message>
        <source>Seller</source>
        <translation>Verkäufer</translation>
    </message>
    <message>
        <source>No trades yet. Each trade of this market appears here as it happens.</source>
        <translation>Noch keine Abschlüsse. Jeder Abschluss dieses Marktes erscheint hier sofort.</translation>
    </message>
    <message>
        <source>Auction</source>
        <translation>Auktion</translation>
    </message>
    <message>
        <source>No trades to show: the market is delisted and trades no more.</source>
        <translation>Keine Abschlüsse: Die Notierung ist beendet, der Markt wird nicht mehr gehandelt.</translation>
    </message>
</context>
<context>
    <name>openbell::models::TradingActions</name>
    <message>
        <source>Not connected. Orders can be placed again once the connection is back.</source>
        <translation>Nicht verbunden. Aufträge gehen wieder, sobald die Verbindung steht.</translation>
    </message>
    <message>
        <source>This user has no account to trade on.</source>
        <translation>Dieser Benutzer hat kein Konto zum Handeln.</translation>
    </message>
    <message>
        <source>%1 may look but not trade. Sign in as a trader or operator to place orders.</source>
        <translation>%1 darf zusehen, aber nicht handeln. Für Aufträge als Händler oder Betreiber anmelden.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>This user has no account, so there are no own orders to cancel.</source>
        <translation>Dieser Benutzer hat kein Konto, also keine eigenen Aufträge zum Stornieren.</translation>
    </message>
    <message>
        <source>The connection was lost before the answer to “%1” came. Check the open orders before trying again.</source>
        <translation>Die Verbindung ging verloren, bevor die Antwort auf „%1“ kam. Vor einem neuen Versuch die offenen Aufträge prüfen.</translation>
    </message>
    <message>
        <source>Done: %1.</source>
        <translation>Erledigt: %1.</translation>
    </message>
    <message>
        <source>Refused: %1. %2</source>
        <translation>Abgelehnt: %1. %2</translation>
    </message>
</context>
<context>
    <name>openbell::models::UsersModel</name>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>No users to show. Only operators and compliance staff see the list.</source>
        <translation>Keine Benutzer zu zeigen. Nur Betreiber und Aufsicht sehen die Liste.</translation>
    </message>
</context>
<context>
    <name>openbell::shell::CommandPalette</name>
    <message>
        <source>Type a market, panel or action</source>
        <translation>Markt, Feld oder Befehl eingeben</translation>
    </message>
    <message>
        <source>Command palette: type a market, panel or action</source>
        <translation>Befehlspalette: Markt, Feld oder Befehl eingeben</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>Passende Befehle</translation>
    </message>
    <message>
        <source>Nothing matches. Try fewer letters.</source>
        <translation>Nichts passt. Mit weniger Buchstaben versuchen.</translation>
    </message>
</context>
<context>
    <name>openbell::shell::ConfirmDialog</name>
    <message>
        <source>Recorded in the audit log as %1.</source>
        <translation>Wird im Prüfprotokoll als %1 vermerkt.</translation>
    </message>
    <message>
        <source>Reason (optional)</source>
        <translation>Grund (freiwillig)</translation>
    </message>
    <message>
        <source>Reason, optional</source>
        <translation>Grund, freiwillig</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
</context>
<context>
    <name>openbell::shell::ConnectDialog</name>
    <message>
        <source>Connect to an exchange</source>
        <translation>Mit einer Börse verbinden</translation>
    </message>
    <message>
        <source>&amp;Host the exchange here, in this console</source>
        <translation>Die Börse &amp;hier in dieser Konsole betreiben</translation>
    </message>
    <message>
        <source>Host the exchange here, in this console</source>
        <translation>Die Börse hier in dieser Konsole betreiben</translation>
    </message>
    <message>
        <source>Data &amp;folder:</source>
        <translation>Daten&amp;ordner:</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse for the data folder</source>
        <translation>Datenordner suchen</translation>
    </message>
    <message>
        <source>Run the &amp;simulated market, seed</source>
        <translation>&amp;Simulierten Markt betreiben, Startwert</translation>
    </message>
    <message>
        <source>Run the simulated market</source>
        <translation>Simulierten Markt betreiben</translation>
    </message>
    <message>
        <source>Seed of the simulated market</source>
        <translation>Startwert des simulierten Marktes</translation>
    </message>
    <message>
        <source>Connect to a &amp;daemon</source>
        <translation>Mit einem Dienst &amp;verbinden</translation>
    </message>
    <message>
        <source>Connect to a daemon</source>
        <translation>Mit einem Dienst verbinden</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>Address of the daemon</source>
        <translation>Adresse des Dienstes</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>&amp;Benutzer:</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Choose a folder for the exchange&apos;s data. A new or empty folder starts a new exchange.</source>
        <translation>Einen Ordner für die Daten der Börse wählen. Ein neuer oder leerer Ordner beginnt eine neue Börse.</translation>
    </message>
    <message>
        <source>The seed is a whole number, for example 1.</source>
        <translation>Der Startwert ist eine ganze Zahl, zum Beispiel 1.</translation>
    </message>
    <message>
        <source>Opening the exchange…</source>
        <translation>Börse wird geöffnet…</translation>
    </message>
    <message>
        <source>This is not an address. Write it like 127.0.0.1:7411 or ws://exchange.example:7411.</source>
        <translation>Das ist keine Adresse. Sie sieht so aus: 127.0.0.1:7411 oder ws://exchange.example:7411.</translation>
    </message>
    <message>
        <source>Enter your user name.</source>
        <translation>Den Benutzernamen eingeben.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Das Passwort eingeben.</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung zu %1…</translation>
    </message>
    <message>
        <source>No connection: %1 Check the address and that the daemon runs. The console keeps trying.</source>
        <translation>Keine Verbindung: %1 Bitte die Adresse prüfen und ob der Dienst läuft. Die Konsole versucht es weiter.</translation>
    </message>
    <message>
        <source>The exchange is starting…</source>
        <translation>Die Börse startet…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung…</translation>
    </message>
</context>
<context>
    <name>openbell::shell::ConnectionStrip</name>
    <message>
        <source>Opening the exchange in this console…</source>
        <translation>Die Börse wird in dieser Konsole geöffnet…</translation>
    </message>
    <message>
        <source>Not connected to an exchange. Host one here or connect to a daemon.</source>
        <translation>Mit keiner Börse verbunden. Hier eine betreiben oder mit einem Dienst verbinden.</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung zu %1…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung…</translation>
    </message>
    <message>
        <source>The exchange could not start. What was confirmed is kept in its journal.</source>
        <translation>Die Börse konnte nicht starten. Bestätigtes bleibt in ihrem Journal erhalten.</translation>
    </message>
    <message>
        <source>Recovering from the journal: %1 of %2 commands</source>
        <translation>Wiederherstellung aus dem Journal: %1 von %2 Befehlen</translation>
    </message>
    <message>
        <source>The exchange is starting…</source>
        <translation>Die Börse startet…</translation>
    </message>
    <message>
        <source>Connection lost: %1 The panels show the last known state. Next attempt in %2 s.</source>
        <translation>Verbindung verloren: %1 Die Felder zeigen den letzten bekannten Stand. Nächster Versuch in %2 s.</translation>
    </message>
    <message>
        <source>The exchange&apos;s disk is full. New orders are refused, nothing is lost. Make room, then it resumes by itself.</source>
        <translation>Die Platte der Börse ist voll. Neue Aufträge werden abgelehnt, nichts ist verloren. Platz schaffen, dann geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>The exchange has stopped: %1 Confirmed orders are kept.</source>
        <translation>Die Börse hat angehalten: %1 Bestätigte Aufträge bleiben erhalten.</translation>
    </message>
    <message>
        <source>The exchange is stopping.</source>
        <translation>Die Börse wird beendet.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Retry the connection now</source>
        <translation>Verbindung jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Choose another exchange</source>
        <translation>Eine andere Börse wählen</translation>
    </message>
</context>
<context>
    <name>openbell::shell::DockTitle</name>
    <message>
        <source>Put back into the window</source>
        <translation>Zurück ins Fenster setzen</translation>
    </message>
    <message>
        <source>Tear off into a window of its own</source>
        <translation>In ein eigenes Fenster abtrennen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Hide this panel</source>
        <translation>Dieses Feld ausblenden</translation>
    </message>
</context>
<context>
    <name>openbell::shell::MainWindow</name>
    <message>
        <source>Resume market</source>
        <translation>Markt fortsetzen</translation>
    </message>
    <message>
        <source>Halt market</source>
        <translation>Markt anhalten</translation>
    </message>
    <message>
        <source>Ctrl+H. Asks before it does anything.</source>
        <translation>Strg+H. Fragt, bevor etwas geschieht.</translation>
    </message>
    <message>
        <source>Only operators may halt or resume a market.</source>
        <translation>Nur Betreiber dürfen einen Markt anhalten oder fortsetzen.</translation>
    </message>
    <message>
        <source>Cancel my orders</source>
        <translation>Meine stornieren</translation>
    </message>
    <message>
        <source>F7. Cancels your open orders in this market, after asking.</source>
        <translation>F7. Storniert nach Rückfrage die eigenen offenen Aufträge in diesem Markt.</translation>
    </message>
    <message>
        <source>%1 – %2 – Openbell</source>
        <translation>%1 – %2 – Openbell</translation>
    </message>
    <message>
        <source>%1 – Openbell</source>
        <translation>%1 – Openbell</translation>
    </message>
    <message>
        <source>Market or action  ·  Ctrl+K</source>
        <translation>Markt oder Befehl  ·  Strg+K</translation>
    </message>
    <message>
        <source>Search markets and actions</source>
        <translation>Märkte und Befehle suchen</translation>
    </message>
    <message>
        <source>Selected market and controls</source>
        <translation>Gewählter Markt und Bedienung</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.zip *.itch *.ITCH50 *.bin *.log *.txt *.csv *.xz *.gz)</source>
        <translation>Aufzeichnungen (*.zip *.itch *.ITCH50 *.bin *.log *.txt *.csv *.xz *.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Resume %1?</source>
        <translation>%1 fortsetzen?</translation>
    </message>
    <message>
        <source>Halt %1?</source>
        <translation>%1 anhalten?</translation>
    </message>
    <message>
        <source>Matching stops at once, for everybody. New orders and changes are refused, cancels are not. Resting orders stay in the book.</source>
        <translation>Die Ausführung endet sofort, für alle. Neue Aufträge und Änderungen werden abgelehnt, Stornos nicht. Ruhende Aufträge bleiben im Buch.</translation>
    </message>
    <message>
        <source>all markets</source>
        <translation>allen Märkten</translation>
    </message>
    <message>
        <source>Cancel orders</source>
        <translation>Aufträge stornieren</translation>
    </message>
    <message>
        <source>Cancel everybody&apos;s orders in %1?</source>
        <translation>Aufträge aller in %1 stornieren?</translation>
    </message>
    <message>
        <source>Every open order of every account in %1 is cancelled and its funds are released. The market stays open.</source>
        <translation>Jeder offene Auftrag jedes Kontos in %1 wird storniert und sein Guthaben freigegeben. Der Markt bleibt offen.</translation>
    </message>
    <message>
        <source>Cancel your orders in %1?</source>
        <translation>Eigene Aufträge in %1 stornieren?</translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s) will be cancelled and their funds released.</source>
        <translation>
            <numerusform>%n offener Auftrag wird storniert und sein Guthaben freigegeben.</numerusform>
            <numerusform>%n offene Aufträge werden storniert und ihr Guthaben freigegeben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Panels in one place</source>
        <translation>Felder an einer Stelle</translation>
    </message>
    <message>
        <source>Tear off into a window of its own</source>
        <translation>In ein eigenes Fenster abtrennen</translation>
    </message>
    <message>
        <source>Hide this panel</source>
        <translation>Dieses Feld ausblenden</translation>
    </message>
    <message>
        <source>Focus a panel first, then tear it off.</source>
        <translation>Zuerst ein Feld anwählen, dann abtrennen.</translation>
    </message>
    <message>
        <source>Focus a panel first, then hide it.</source>
        <translation>Zuerst ein Feld anwählen, dann ausblenden.</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>Name of the workspace:</source>
        <translation>Name des Arbeitsbereichs:</translation>
    </message>
    <message>
        <source>About Openbell</source>
        <translation>Über Openbell</translation>
    </message>
    <message>
        <source>Openbell %1</source>
        <translation>Openbell %1</translation>
    </message>
    <message>
        <source>An operator console for an exchange, with the exchange engine inside.
Connected exchange: %1
Licence: GPL 3 or later.</source>
        <translation>Eine Betreiberkonsole für eine Börse, mit der Börsen-Engine darin.
Verbundene Börse: %1
Lizenz: GPL 3 oder neuer.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Every table</source>
        <translation>Jede Tabelle</translation>
    </message>
    <message>
        <source>Set up market</source>
        <translation>Markt einrichten</translation>
    </message>
    <message>
        <source>Ctrl+I. State, auctions, schedule, price controls and fees; new markets.</source>
        <translation>Strg+I. Zustand, Auktionen, Zeitplan, Preisgrenzen und Gebühren; neue Märkte.</translation>
    </message>
    <message>
        <source>The market is delisted for good: nothing trades that could be halted.</source>
        <translation>Die Notierung ist endgültig beendet: Es gibt keinen Handel, der sich anhalten ließe.</translation>
    </message>
    <message>
        <source>Matching starts again at once, for everybody. Orders that rest in the book keep their place; buys and sells that cross trade at one price first.</source>
        <translation>Der Handel beginnt sofort wieder, für alle. Aufträge im Buch behalten ihren Platz; Käufe und Verkäufe, die sich kreuzen, werden zuerst zu einem Preis gehandelt.</translation>
    </message>
</context>
<context>
    <name>openbell::shell::MarketStrip</name>
    <message>
        <source>No market</source>
        <translation>Kein Markt</translation>
    </message>
    <message>
        <source>24H</source>
        <translation>24 STD</translation>
    </message>
    <message>
        <source>BID</source>
        <translation>GELD</translation>
    </message>
    <message>
        <source>ASK</source>
        <translation>BRIEF</translation>
    </message>
    <message>
        <source>SPREAD</source>
        <translation>SPANNE</translation>
    </message>
    <message>
        <source>24H VOLUME</source>
        <translation>24-STD-UMSATZ</translation>
    </message>
    <message>
        <source>BOOK UPD/S</source>
        <translation>BUCHÄND./S</translation>
    </message>
    <message>
        <source>TRADES/S</source>
        <translation>ABSCHL./S</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>ZUSTAND</translation>
    </message>
    <message>
        <source>Selected market: %1</source>
        <translation>Gewählter Markt: %1</translation>
    </message>
    <message>
        <source>Choose another market</source>
        <translation>Einen anderen Markt wählen</translation>
    </message>
    <message>
        <source>24H VWAP</source>
        <translation>24-STD-VWAP</translation>
    </message>
</context>
<context>
    <name>openbell::shell::ReplayBar</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1 · finished</source>
        <translation>%1 · beendet</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
    <message>
        <source>Fidelity: no executions yet</source>
        <translation>Treue: noch keine Ausführungen</translation>
    </message>
    <message>
        <source>Fidelity %1</source>
        <translation>Treue %1</translation>
    </message>
    <message>
        <source>Share of the recorded executions that met the same order here as in the recording. Hidden and unseen orders make up the rest.</source>
        <translation>Anteil der aufgezeichneten Ausführungen, die hier denselben Auftrag trafen wie in der Aufzeichnung. Verdeckte und ungesehene Aufträge machen den Rest aus.</translation>
    </message>
    <message>
        <source>Step one message</source>
        <translation>Einen Schritt weiter</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Position in the recording</source>
        <translation>Stelle in der Aufzeichnung</translation>
    </message>
    <message>
        <source>As fast as possible</source>
        <translation>So schnell wie möglich</translation>
    </message>
    <message>
        <source>×%1</source>
        <translation>×%1</translation>
    </message>
</context>
<context>
    <name>openbell::shell::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Esc or F1 closes this sheet. Ctrl+K finds every action by name.</source>
        <translation>Esc oder F1 schließt diese Liste. Strg+K findet jeden Befehl nach Namen.</translation>
    </message>
</context>
<context>
    <name>openbell::shell::StatusFigures</name>
    <message>
        <source>Offline</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>seq %1</source>
        <translation>Nr. %1</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>Rst. %1</translation>
    </message>
</context>
<context>
    <name>openbell::shell::StatusLine</name>
    <message>
        <source>Workspace: %1</source>
        <translation>Arbeitsbereich: %1</translation>
    </message>
</context>
<context>
    <name>openbell::shell::TextDialog</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>openbell::shell::VenueBanner</name>
    <message>
        <source>REMOTE SIMULATION</source>
        <translation>ENTFERNTE SIMULATION</translation>
    </message>
    <message>
        <source>REMOTE RECORDING</source>
        <translation>ENTFERNTE AUFZEICHNUNG</translation>
    </message>
    <message>
        <source>REMOTE</source>
        <translation>ENTFERNT</translation>
    </message>
    <message>
        <source>RECORDING</source>
        <translation>AUFZEICHNUNG</translation>
    </message>
    <message>
        <source>SIMULATION</source>
        <translation>SIMULATION</translation>
    </message>
    <message>
        <source>hosted in this console</source>
        <translation>läuft in dieser Konsole</translation>
    </message>
    <message>
        <source>HOSTED</source>
        <translation>EIGENE BÖRSE</translation>
    </message>
    <message>
        <source>venue in this console</source>
        <translation>Handelsplatz in dieser Konsole</translation>
    </message>
    <message>
        <source>OFFLINE</source>
        <translation>GETRENNT</translation>
    </message>
    <message>
        <source>no exchange</source>
        <translation>keine Börse</translation>
    </message>
    <message>
        <source>Connected to: %1, %2</source>
        <translation>Verbunden mit: %1, %2</translation>
    </message>
    <message>
        <source>Data folder: %1</source>
        <translation>Datenordner: %1</translation>
    </message>
</context>
<context>
    <name>openbell::shell::Workspaces</name>
    <message>
        <source>Trading</source>
        <translation>Handel</translation>
    </message>
</context>
<context>
    <name>openbell::views::AuctionPanel</name>
    <message>
        <source>Indicative price</source>
        <translation>Indikativer Preis</translation>
    </message>
    <message>
        <source>Would trade</source>
        <translation>Würde handeln</translation>
    </message>
    <message>
        <source>Left over</source>
        <translation>Überhang</translation>
    </message>
    <message>
        <source>until an operator ends it</source>
        <translation>bis ein Betreiber sie beendet</translation>
    </message>
    <message>
        <source>ends now</source>
        <translation>endet jetzt</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>▲ %1 to buy</source>
        <translation>▲ %1 Kauf</translation>
    </message>
    <message>
        <source>▼ %1 to sell</source>
        <translation>▼ %1 Verkauf</translation>
    </message>
    <message>
        <source>No auction has ended since the exchange was started.</source>
        <translation>Seit dem Start der Börse ist keine Auktion zu Ende gegangen.</translation>
    </message>
    <message>
        <source>Last: %1 at %2 found no price; nothing traded.</source>
        <translation>Zuletzt: %1 um %2 fand keinen Preis; nichts wurde gehandelt.</translation>
    </message>
    <message>
        <source>Last: %1 at %2 traded %3 @ %4, left over: %5.</source>
        <translation>Zuletzt: %1 um %2 handelte %3 @ %4, Überhang: %5.</translation>
    </message>
    <message>
        <source>No market</source>
        <translation>Kein Markt</translation>
    </message>
    <message>
        <source>Choose a market to see its auctions.</source>
        <translation>Wählen Sie einen Markt, um seine Auktionen zu sehen.</translation>
    </message>
    <message>
        <source>No auction runs. Here its price and quantity appear while it collects orders: at the open and the close of a schedule, after a price ran away, or when an operator starts one in the instrument workbench.</source>
        <translation>Es läuft keine Auktion. Hier erscheinen Preis und Menge, während sie Aufträge sammelt: zu Beginn und Ende eines Zeitplans, nachdem ein Preis davonlief, oder wenn ein Betreiber unter „Markt einrichten“ eine beginnt.</translation>
    </message>
    <message>
        <source>No orders yet: demand and supply appear here.</source>
        <translation>Noch keine Aufträge: Nachfrage und Angebot erscheinen hier.</translation>
    </message>
    <message>
        <source>The indicative price appears here.</source>
        <translation>Der indikative Preis erscheint hier.</translation>
    </message>
    <message>
        <source>It trades between %1 and %2.</source>
        <translation>Er handelt zwischen %1 und %2.</translation>
    </message>
    <message>
        <source>It stands at the upper limit; unless somebody sells there, an auction follows at %1.</source>
        <translation>Er steht an der oberen Grenze; wenn dort niemand verkauft, folgt um %1 eine Auktion.</translation>
    </message>
    <message>
        <source>It stands at the lower limit; unless somebody buys there, an auction follows at %1.</source>
        <translation>Er steht an der unteren Grenze; wenn dort niemand kauft, folgt um %1 eine Auktion.</translation>
    </message>
</context>
<context>
    <name>openbell::views::AuditPanel</name>
    <message>
        <source>Audit log</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Filter by who, what or when</source>
        <translation>Nach Wer, Was oder Wann filtern</translation>
    </message>
    <message>
        <source>Filter the audit log</source>
        <translation>Prüfprotokoll filtern</translation>
    </message>
</context>
<context>
    <name>openbell::views::BalancesPanel</name>
    <message>
        <source>Balances</source>
        <translation>Guthaben</translation>
    </message>
</context>
<context>
    <name>openbell::views::ChartPanel</name>
    <message>
        <source>Candles of %1</source>
        <translation>Kerzen zu %1</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Go to the latest candle and follow it</source>
        <translation>Zur neuesten Kerze gehen und ihr folgen</translation>
    </message>
    <message>
        <source>Candle under the pointer</source>
        <translation>Kerze unter dem Zeiger</translation>
    </message>
</context>
<context>
    <name>openbell::views::FigureList</name>
    <message>
        <source>Health figures</source>
        <translation>Betriebswerte</translation>
    </message>
</context>
<context>
    <name>openbell::views::FillsPanel</name>
    <message>
        <source>Fills</source>
        <translation>Ausführungen</translation>
    </message>
</context>
<context>
    <name>openbell::views::HealthPanel</name>
    <message>
        <source>Commands per second</source>
        <translation>Befehle je Sekunde</translation>
    </message>
    <message>
        <source>Events per second</source>
        <translation>Ereignisse je Sekunde</translation>
    </message>
    <message>
        <source>Trades per second</source>
        <translation>Abschlüsse je Sekunde</translation>
    </message>
    <message>
        <source>Durable after, 99 %</source>
        <translation>Gesichert nach, 99 %</translation>
    </message>
    <message>
        <source>Disk sync, 99 %</source>
        <translation>Plattensync, 99 %</translation>
    </message>
    <message>
        <source>Applied after, 99 %</source>
        <translation>Angewandt nach, 99 %</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Waiting for figures from the venue…</source>
        <translation>Warten auf Werte vom Handelsplatz…</translation>
    </message>
    <message>
        <source>Sequence number</source>
        <translation>Laufende Nummer</translation>
    </message>
    <message>
        <source>Behind on disk</source>
        <translation>Rückstand auf der Platte</translation>
    </message>
    <message>
        <source>Behind in read models</source>
        <translation>Rückstand der Lesemodelle</translation>
    </message>
    <message>
        <source>Newest snapshot at</source>
        <translation>Neueste Sicherung bei</translation>
    </message>
    <message>
        <source>Waiting for the engine</source>
        <translation>Wartend auf die Engine</translation>
    </message>
    <message>
        <source>Batches waiting for the disk</source>
        <translation>Stapel vor der Platte</translation>
    </message>
    <message>
        <source>Batches waiting for release</source>
        <translation>Stapel vor der Freigabe</translation>
    </message>
    <message>
        <source>Refusals per second</source>
        <translation>Ablehnungen je Sekunde</translation>
    </message>
    <message>
        <source>Durable after, median</source>
        <translation>Gesichert nach, Median</translation>
    </message>
    <message>
        <source>Durable after, 99.9 %</source>
        <translation>Gesichert nach, 99,9 %</translation>
    </message>
    <message>
        <source>Disk sync, median</source>
        <translation>Plattensync, Median</translation>
    </message>
    <message>
        <source>Applied after, median</source>
        <translation>Angewandt nach, Median</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Shards</source>
        <translation>Shards</translation>
    </message>
    <message>
        <source>Journal size</source>
        <translation>Größe des Journals</translation>
    </message>
    <message>
        <source>Memory of the venue</source>
        <translation>Speicher des Handelsplatzes</translation>
    </message>
</context>
<context>
    <name>openbell::views::InstrumentWorkbench</name>
    <message>
        <source>What to change</source>
        <translation>Was zu ändern ist</translation>
    </message>
    <message>
        <source>No market</source>
        <translation>Kein Markt</translation>
    </message>
    <message>
        <source>Only operators may change markets. This shows how the market is set up.</source>
        <translation>Nur Betreiber dürfen Märkte ändern. Hier ist zu sehen, wie der Markt eingerichtet ist.</translation>
    </message>
    <message>
        <source>Change something above; what it will do is said here before it is applied.</source>
        <translation>Ändern Sie oben etwas; was es bewirkt, steht hier, bevor es angewendet wird.</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Nichts würde sich ändern.</translation>
    </message>
    <message>
        <source>Something is missing or wrong above.</source>
        <translation>Oben fehlt etwas oder ist falsch.</translation>
    </message>
</context>
<context>
    <name>openbell::views::LadderPanel</name>
    <message>
        <source>Quantity per click</source>
        <translation>Menge je Klick</translation>
    </message>
    <message>
        <source>Quantity that one click in the ladder buys or sells</source>
        <translation>Menge, die ein Klick in der Leiter kauft oder verkauft</translation>
    </message>
    <message>
        <source>Price step per row</source>
        <translation>Preisschritt je Zeile</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Centre the ladder</source>
        <translation>Leiter mittig setzen</translation>
    </message>
    <message>
        <source>Put the spread in the middle and follow it (Space)</source>
        <translation>Die Spanne in die Mitte setzen und ihr folgen (Leertaste)</translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation>Entschärfen</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>Click-to-trade armed</source>
        <translation>Handel per Klick ist scharf</translation>
    </message>
    <message>
        <source>While armed, a click on a bid size buys and a click on an ask size sells at that price, at once. Otherwise a click fills the order ticket.</source>
        <translation>Wenn scharf, kauft ein Klick auf eine Geldmenge und verkauft ein Klick auf eine Briefmenge sofort zu diesem Preis. Sonst füllt ein Klick das Auftragsformular.</translation>
    </message>
    <message>
        <source>Click a bid size to buy, an ask size to sell. Right click cancels your orders there.</source>
        <translation>Klick auf Geldmenge kauft, auf Briefmenge verkauft. Rechtsklick storniert die eigenen Aufträge dort.</translation>
    </message>
    <message>
        <source>A click fills the ticket. Arm the ladder to trade with one click.</source>
        <translation>Ein Klick füllt das Formular. Leiter scharf schalten, um mit einem Klick zu handeln.</translation>
    </message>
    <message>
        <source>The quantity must be a positive multiple of %1.</source>
        <translation>Die Menge muss ein positives Vielfaches von %1 sein.</translation>
    </message>
    <message>
        <source>Enter the quantity that a click should trade first.</source>
        <translation>Zuerst die Menge eingeben, die ein Klick handeln soll.</translation>
    </message>
    <message>
        <source>You have no order at that price.</source>
        <translation>Zu diesem Preis liegt kein eigener Auftrag.</translation>
    </message>
    <message>
        <source>Qty</source>
        <comment>quantity per click; there is little room</comment>
        <translation>Stk.</translation>
    </message>
</context>
<context>
    <name>openbell::views::LadderView</name>
    <message>
        <source>Choose a market to see its order book.</source>
        <translation>Einen Markt wählen, um sein Orderbuch zu sehen.</translation>
    </message>
    <message>
        <source>Waiting for the order book…</source>
        <translation>Warten auf das Orderbuch…</translation>
    </message>
    <message>
        <source>No orders yet. The first order sets the price.</source>
        <translation>Noch keine Aufträge. Der erste setzt den Preis.</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Bid size</source>
        <translation>Geldmenge</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Ask size</source>
        <translation>Briefmenge</translation>
    </message>
    <message>
        <source>One-sided book</source>
        <translation>Einseitiges Buch</translation>
    </message>
    <message>
        <source>Spread %1</source>
        <translation>Spanne %1</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>Space: centre</source>
        <translation>Leertaste: Mitte</translation>
    </message>
    <message>
        <source>Order book ladder</source>
        <translation>Orderbuchleiter</translation>
    </message>
    <message>
        <source>Bid %1, size %2</source>
        <translation>Geld %1, Menge %2</translation>
    </message>
    <message>
        <source>Ask %1, size %2</source>
        <translation>Brief %1, Menge %2</translation>
    </message>
    <message>
        <source>Bid %1</source>
        <translation>Geld %1</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>Brief %1</translation>
    </message>
    <message>
        <source>your bid %1</source>
        <translation>eigenes Geld %1</translation>
    </message>
    <message>
        <source>your ask %1</source>
        <translation>eigener Brief %1</translation>
    </message>
    <message>
        <source>Crossed</source>
        <translation>Über Kreuz</translation>
    </message>
    <message>
        <source>No orders. %1</source>
        <translation>Keine Aufträge. %1</translation>
    </message>
</context>
<context>
    <name>openbell::views::MarketsPanel</name>
    <message>
        <source>Filter markets</source>
        <translation>Märkte filtern</translation>
    </message>
    <message>
        <source>Markets</source>
        <translation>Märkte</translation>
    </message>
</context>
<context>
    <name>openbell::views::OrderDetailsPanel</name>
    <message>
        <source>Order %1: %2 %3 %4 at %5</source>
        <comment>number, side, quantity, market, price</comment>
        <translation>Auftrag %1: %2 %3 %4 zu %5</translation>
    </message>
    <message>
        <source>market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>status, reason</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of %2 filled</source>
        <translation>%1 von %2 ausgeführt</translation>
    </message>
    <message>
        <source>trigger %1</source>
        <translation>Auslöser %1</translation>
    </message>
    <message>
        <source>ends: %1</source>
        <translation>endet: %1</translation>
    </message>
    <message>
        <source>client number %1</source>
        <translation>Kundennummer %1</translation>
    </message>
    <message>
        <source>Life of the order</source>
        <translation>Lebenslauf des Auftrags</translation>
    </message>
    <message>
        <source>waits outside the book</source>
        <translation>wartet außerhalb des Buchs</translation>
    </message>
    <message>
        <source>last at %1</source>
        <comment>price</comment>
        <translation>zuletzt zu %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <comment>amount</comment>
        <translation>für %1</translation>
    </message>
</context>
<context>
    <name>openbell::views::OrdersPanel</name>
    <message>
        <source>Open orders</source>
        <translation>Offene Aufträge</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>Auftrag stornieren</translation>
    </message>
    <message>
        <source>Cancel the selected orders (Delete)</source>
        <translation>Die gewählten Aufträge stornieren (Entf)</translation>
    </message>
    <message>
        <source>Amend…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Change price or quantity of the selected order (F2)</source>
        <translation>Preis oder Menge des gewählten Auftrags ändern (F2)</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>Neuer Preis</translation>
    </message>
    <message>
        <source>New total quantity</source>
        <translation>Neue Gesamtmenge</translation>
    </message>
    <message>
        <source>What has already traded counts. Only a smaller quantity at the same price keeps the order&apos;s place in the queue.</source>
        <translation>Bereits Gehandeltes zählt mit. Nur eine kleinere Menge zum gleichen Preis behält den Platz in der Schlange.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Apply the amendment</source>
        <translation>Änderung anwenden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close without amending</source>
        <translation>Ohne Änderung schließen</translation>
    </message>
    <message>
        <source>Select the orders to cancel first.</source>
        <translation>Zuerst die Aufträge wählen, die storniert werden sollen.</translation>
    </message>
    <message>
        <source>Select the order to amend first.</source>
        <translation>Zuerst den Auftrag wählen, der geändert werden soll.</translation>
    </message>
    <message>
        <source>The price must be a multiple of %1 and the quantity a multiple of %2.</source>
        <translation>Der Preis muss ein Vielfaches von %1 sein und die Menge ein Vielfaches von %2.</translation>
    </message>
    <message>
        <source>Order details</source>
        <translation>Auftragsdetails</translation>
    </message>
    <message>
        <source>Everything that happened to the selected order (Enter)</source>
        <translation>Alles, was mit dem gewählten Auftrag geschah (Eingabetaste)</translation>
    </message>
    <message>
        <source>Only the newest open orders are listed, %1 of them at the moment; there are older ones, and they stay open. The list of one account is complete unless it has as many.</source>
        <translation>Nur die neuesten offenen Aufträge sind aufgeführt, zurzeit %1; es gibt ältere, und sie bleiben offen. Die Liste eines einzelnen Kontos ist vollständig, solange es nicht ebenso viele hat.</translation>
    </message>
    <message>
        <source>Select an order first.</source>
        <translation>Zuerst einen Auftrag wählen.</translation>
    </message>
    <message>
        <source>No open orders. They appear here as they are placed.</source>
        <translation>Keine offenen Aufträge. Sie erscheinen hier, sobald sie erteilt werden.</translation>
    </message>
</context>
<context>
    <name>openbell::views::ScopeBox</name>
    <message>
        <source>My account</source>
        <translation>Mein Konto</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Wessen</translation>
    </message>
</context>
<context>
    <name>openbell::views::TableView</name>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV ausgeben…</translation>
    </message>
    <message>
        <source>Original order</source>
        <translation>Ursprüngliche Reihenfolge</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV ausgeben</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gespeichert.</translation>
    </message>
    <message>
        <source>Could not write %1: %2. Nothing was saved.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>No row matches the filter.</source>
        <translation>Keine Zeile passt zum Filter.</translation>
    </message>
    <message>
        <source>Choose a market to see its rows.</source>
        <translation>Einen Markt wählen, um seine Zeilen zu sehen.</translation>
    </message>
</context>
<context>
    <name>openbell::views::TapePanel</name>
    <message>
        <source>Time and sales</source>
        <translation>Abschlüsse</translation>
    </message>
</context>
<context>
    <name>openbell::views::TicketPanel</name>
    <message>
        <source>Use %1 percent of the available funds</source>
        <translation>%1 Prozent des verfügbaren Guthabens verwenden</translation>
    </message>
    <message>
        <source>&amp;Buy</source>
        <translation>&amp;Kauf</translation>
    </message>
    <message>
        <source>&amp;Sell</source>
        <translation>&amp;Verkauf</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kaufen</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkaufen</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Typ</translation>
    </message>
    <message>
        <source>Order type</source>
        <translation>Auftragsart</translation>
    </message>
    <message>
        <source>Time in force</source>
        <translation>Gültigkeit</translation>
    </message>
    <message>
        <source>&amp;Quantity</source>
        <translation>Me&amp;nge</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Post only</source>
        <translation>Nur einstellen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Fee, at most</source>
        <translation>Gebühr, höchstens</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>&amp;Price</source>
        <translation>&amp;Preis</translation>
    </message>
    <message>
        <source>Worst acceptable price, optional</source>
        <translation>Schlechtester annehmbarer Preis, freiwillig</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>No market</source>
        <translation>Kein Markt</translation>
    </message>
    <message>
        <source>Choose a market to place an order.</source>
        <translation>Einen Markt wählen, um einen Auftrag zu erteilen.</translation>
    </message>
    <message>
        <source>Buy %1</source>
        <translation>%1 kaufen</translation>
    </message>
    <message>
        <source>Sell %1</source>
        <translation>%1 verkaufen</translation>
    </message>
    <message>
        <source>When it meets an own order</source>
        <translation>Beim Treffen auf einen eigenen Auftrag</translation>
    </message>
    <message>
        <source>What happens instead of a trade when the order meets another one of the same account or trade group</source>
        <translation>Was statt einer Ausführung geschieht, wenn der Auftrag auf einen desselben Kontos oder derselben Handelsgruppe trifft</translation>
    </message>
    <message>
        <source>&amp;Distance</source>
        <translation>A&amp;bstand</translation>
    </message>
    <message>
        <source>Distance to the price</source>
        <translation>Abstand zum Preis</translation>
    </message>
    <message>
        <source>Trigger price</source>
        <translation>Auslösepreis</translation>
    </message>
    <message>
        <source>&amp;Pay at most</source>
        <translation>Höchst&amp;preis</translation>
    </message>
    <message>
        <source>Highest price to pay</source>
        <translation>Höchster Kaufpreis</translation>
    </message>
    <message>
        <source>T&amp;rigger</source>
        <translation>Aus&amp;löser</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>B&amp;is</translation>
    </message>
    <message>
        <source>Good till this time</source>
        <translation>Gültig bis zu dieser Zeit</translation>
    </message>
    <message>
        <source>Your local time. The order is cancelled then, wherever it is.</source>
        <translation>Ihre Ortszeit. Der Auftrag wird dann storniert, wo er auch ist.</translation>
    </message>
    <message>
        <source>Not taken while the market is in this state: %1</source>
        <translation>Wird nicht angenommen, solange der Markt in diesem Zustand ist: %1</translation>
    </message>
    <message>
        <source>Va&amp;lid</source>
        <translation>&amp;Gültig</translation>
    </message>
    <message>
        <source>Show&amp;n</source>
        <translation>&amp;Sichtbar</translation>
    </message>
    <message>
        <source>How much others see</source>
        <translation>Wie viel andere sehen</translation>
    </message>
    <message>
        <source>Ea&amp;ch part</source>
        <translation>Je T&amp;eil</translation>
    </message>
    <message>
        <source>Quantity shown at a time</source>
        <translation>Jeweils sichtbare Menge</translation>
    </message>
    <message>
        <source>R&amp;andom ±</source>
        <translation>&amp;Zufall ±</translation>
    </message>
    <message>
        <source>Random difference of each part, optional</source>
        <translation>Zufälliger Unterschied jedes Teils, freiwillig</translation>
    </message>
    <message>
        <source>Own ord&amp;ers</source>
        <translation>Eigene Au&amp;fträge</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Each part is larger or smaller by up to this, so that nobody recognises the order.</source>
        <translation>Jeder Teil ist um bis zu so viel größer oder kleiner, damit niemand den Auftrag erkennt.</translation>
    </message>
    <message>
        <source>Whether an order that would trade at once is refused, or moves behind the best price of the other side</source>
        <translation>Ob ein Auftrag, der sofort ausgeführt würde, abgelehnt wird oder hinter den besten Preis der Gegenseite ausweicht</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>Ganz</translation>
    </message>
    <message>
        <source>In parts (iceberg)</source>
        <translation>In Teilen (Eisberg)</translation>
    </message>
    <message>
        <source>Not at all (hidden)</source>
        <translation>Gar nicht (verdeckt)</translation>
    </message>
    <message>
        <source>L&amp;imit, optional</source>
        <translation>Limit, frei&amp;willig</translation>
    </message>
    <message>
        <source>Sta&amp;rt at, optional</source>
        <translation>Beginn, freiwi&amp;llig</translation>
    </message>
    <message>
        <source>Pe&amp;gged to</source>
        <translation>F&amp;olgt</translation>
    </message>
    <message>
        <source>What the price follows</source>
        <translation>Wem der Preis folgt</translation>
    </message>
    <message>
        <source>Distance to what the price follows</source>
        <translation>Abstand zu dem, wem der Preis folgt</translation>
    </message>
    <message>
        <source>Si&amp;ze in</source>
        <translation>Größ&amp;e in</translation>
    </message>
    <message>
        <source>What the size is given in</source>
        <translation>Worin die Größe angegeben wird</translation>
    </message>
    <message>
        <source>Post onl&amp;y</source>
        <translation>N&amp;ur einstellen</translation>
    </message>
    <message>
        <source>Lin&amp;ked</source>
        <translation>Zusätzli&amp;ch</translation>
    </message>
    <message>
        <source>Orders linked to this one</source>
        <translation>Verknüpfte Aufträge</translation>
    </message>
    <message>
        <source>St&amp;op loss</source>
        <translation>St&amp;op-Loss</translation>
    </message>
    <message>
        <source>Trigger price of the stop loss</source>
        <translation>Auslösepreis des Stop-Loss</translation>
    </message>
    <message>
        <source>Stop t&amp;rigger</source>
        <translation>Stop-Aus&amp;löser</translation>
    </message>
    <message>
        <source>Trigger price of the stop</source>
        <translation>Auslösepreis des Stops</translation>
    </message>
    <message>
        <source>Pays &amp;at most</source>
        <translation>Höchstens &amp;zu</translation>
    </message>
    <message>
        <source>Highest price that the stop pays</source>
        <translation>Höchster Preis, den der Stop zahlt</translation>
    </message>
    <message>
        <source>Redu&amp;ce only</source>
        <translation>Nur redu&amp;zieren</translation>
    </message>
    <message>
        <source>Reduce only</source>
        <translation>Nur reduzieren</translation>
    </message>
    <message>
        <source>The order&apos;s price follows this by itself, up to the price entered below</source>
        <translation>Der Preis des Auftrags folgt dem von selbst, bis zu dem Preis darunter</translation>
    </message>
    <message>
        <source>Orders that are placed together with this one: its exits once it is filled, or a stop on the same side, of which only one trades</source>
        <translation>Aufträge, die mit diesem erteilt werden: der Ausstieg, sobald er ausgeführt ist, oder ein Stop derselben Seite, von denen nur einer handelt</translation>
    </message>
    <message>
        <source>Sells what is available and no more, however large the quantity</source>
        <translation>Verkauft, was verfügbar ist, und nicht mehr, wie groß die Menge auch ist</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Own best price</source>
        <translation>Bester eigener Seite</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Other side&apos;s best</source>
        <translation>Bester der Gegenseite</translation>
    </message>
    <message>
        <source>Take profit, stop loss</source>
        <translation>Gewinnziel, Stop-Loss</translation>
    </message>
    <message>
        <source>Either-or stop</source>
        <translation>Entweder-oder-Stop</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>&amp;Price limit</source>
        <translation>&amp;Preisgrenze</translation>
    </message>
    <message>
        <source>Price that it never passes</source>
        <translation>Preis, über den er nicht hinausgeht</translation>
    </message>
    <message>
        <source>T&amp;ake profit</source>
        <translation>G&amp;ewinnziel</translation>
    </message>
    <message>
        <source>Buy b&amp;ack at</source>
        <translation>Rückkauf &amp;zu</translation>
    </message>
    <message>
        <source>Price at which profit is taken</source>
        <translation>Preis, zu dem der Gewinn mitgenommen wird</translation>
    </message>
    <message>
        <source>Price to buy back at</source>
        <translation>Preis für den Rückkauf</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Betrag</translation>
    </message>
    <message>
        <source>Amount to spend</source>
        <translation>Betrag, der ausgegeben wird</translation>
    </message>
    <message>
        <source>Amount to bring</source>
        <translation>Betrag, der erlöst wird</translation>
    </message>
</context>
<context>
    <name>openbell::views::UsersPanel</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
</context>
<context>
    <name>openbell::views::WorkbenchReview</name>
    <message>
        <source>Really? Recorded in the audit log as %1.</source>
        <translation>Wirklich? Wird im Prüfprotokoll als %1 festgehalten.</translation>
    </message>
    <message>
        <source>Will be recorded in the audit log as %1.</source>
        <translation>Wird im Prüfprotokoll als %1 festgehalten.</translation>
    </message>
    <message>
        <source>Yes, apply</source>
        <translation>Ja, anwenden</translation>
    </message>
    <message>
        <source>Apply…</source>
        <translation>Anwenden…</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
</context>
</TS>
