// The console's languages: switched while it runs, following the system at first. GUI thread.
#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

#include <vector>

namespace openbell::shell {

class Languages final : public QObject {
    Q_OBJECT
public:
    struct Language {
        QString code; ///< "en", "de"
        QString name; ///< in itself: "Deutsch"
    };

    using QObject::QObject;

    static std::vector<Language> available();
    /// The language of the system if the console speaks it, otherwise English.
    static QString systemCode();

    const QString& current() const { return m_current; }
    /// Installs the translations; widgets get QEvent::LanguageChange. English has a file as well,
    /// for its plurals.
    void use(const QString& code);
    QLocale locale() const;

Q_SIGNALS:
    void changed();

private:
    QString m_current; ///< empty until the first use()
    QTranslator m_console;
    QTranslator m_qt;
};

} // namespace openbell::shell
