<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
