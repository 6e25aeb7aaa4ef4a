<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>InstrumentEffects</name>
    <message numerus="yes">
        <source>%n order(s) for the opening auction will be cancelled, unless they trade.</source>
        <translation>
            <numerusform>%n order for the opening auction will be cancelled, unless it trades.</numerusform>
            <numerusform>%n orders for the opening auction will be cancelled, unless they trade.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) for the closing auction will be cancelled, unless they trade.</source>
        <translation>
            <numerusform>%n order for the closing auction will be cancelled, unless it trades.</numerusform>
            <numerusform>%n orders for the closing auction will be cancelled, unless they trade.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day order(s) will be cancelled.</source>
        <translation>
            <numerusform>%n day order will be cancelled.</numerusform>
            <numerusform>%n day orders will be cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n open order(s) will be cancelled and their funds released.</source>
        <translation>
            <numerusform>%n open order will be cancelled and its funds released.</numerusform>
            <numerusform>All %n open orders will be cancelled and their funds released.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) for the closing auction enter the book.</source>
        <translation>
            <numerusform>%n order for the closing auction enters the book.</numerusform>
            <numerusform>%n orders for the closing auction enter the book.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n waiting stop(s), those whose trigger was reached enter the book.</source>
        <translation>
            <numerusform>%n waiting stop enters the book if its trigger was reached.</numerusform>
            <numerusform>Of %n waiting stops, those whose trigger was reached enter the book.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are more than %n open orders; not all were counted.</source>
        <translation>
            <numerusform>There is more than %n open order; not all were counted.</numerusform>
            <numerusform>There are more than %n open orders; not all were counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s) stay.</source>
        <translation>
            <numerusform>%n open order stays.</numerusform>
            <numerusform>%n open orders stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s) would be beyond it and be cancelled.</source>
        <translation>
            <numerusform>%n open order would be beyond it and be cancelled.</numerusform>
            <numerusform>%n open orders would be beyond it and be cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s) would be beyond it: they stay, and trade only once the band has moved there.</source>
        <translation>
            <numerusform>%n open order would be beyond it: it stays, and trades only once the band has moved there.</numerusform>
            <numerusform>%n open orders would be beyond it: they stay, and trade only once the band has moved there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InstrumentTexts</name>
    <message numerus="yes">
        <source>±%1 (at most %n tick(s))</source>
        <translation>
            <numerusform>±%1 (at most %n tick)</numerusform>
            <numerusform>±%1 (at most %n ticks)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>openbell::shell::MainWindow</name>
    <message numerus="yes">
        <source>%n open order(s) will be cancelled and their funds released.</source>
        <translation>
            <numerusform>%n open order will be cancelled and its funds released.</numerusform>
            <numerusform>%n open orders will be cancelled and their funds released.</numerusform>
        </translation>
    </message>
</context>
</TS>
