#include "ui/shell/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>

#include <algorithm>

namespace openbell::shell {

std::vector<Languages::Language> Languages::available() {
    return {{QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")}};
}

QString Languages::systemCode() {
    const QString system = QLocale::system().name().section(u'_', 0, 0);
    const auto all = available();
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const Language& one) { return one.code == system; });
    return known ? system : QStringLiteral("en");
}

QLocale Languages::locale() const {
    const QLocale system = QLocale::system();
    const bool same = system.name().section(u'_', 0, 0) == m_current;
    // "C" formats numbers without groups; a person expects them.
    return same && system.language() != QLocale::C ? system : QLocale(m_current);
}

void Languages::use(const QString& code) {
    if (code == m_current)
        return;
    QCoreApplication::removeTranslator(&m_console);
    QCoreApplication::removeTranslator(&m_qt);
    m_current = code;
    if (m_console.load(QStringLiteral(":/i18n/openbell_%1.qm").arg(code)))
        QCoreApplication::installTranslator(&m_console);
    if (m_qt.load(QStringLiteral("qtbase_%1").arg(code),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    QLocale::setDefault(locale());
    Q_EMIT changed();
}

} // namespace openbell::shell
