// Every action of the window in one list: menus, the command palette, the shortcut sheet and the
// settings all read it, so nothing can be in one and missing in another. GUI thread.
#pragma once

#include <QAction>
#include <QObject>

#include <vector>

namespace openbell::shell {

/// Where an action stands in menus and in the shortcut sheet.
enum class ActionGroup { File, View, Panels, Market, Orders, Replay, Workspace, Help };

struct ActionSpec {
    const char* id;   ///< object name
    const char* text; ///< QT_TRANSLATE_NOOP("Actions", ...)
    const char* tip = nullptr;
    QKeySequence shortcut;
    const char* icon = nullptr;
};

class ActionSet final : public QObject {
    Q_OBJECT
public:
    struct Entry {
        ActionGroup group;
        ActionSpec spec;
        QAction* action;
    };

    using QObject::QObject;

    /// Adds an action; it belongs to this set.
    QAction* add(ActionGroup group, const ActionSpec& spec);
    /// nullptr when there is none.
    QAction* find(const QString& id) const;
    const std::vector<Entry>& entries() const { return m_entries; }

    /// Sets all texts in the present language.
    void retranslate();
    /// Draws all icons in this colour.
    void setIconColor(const QColor& color);

    static QString groupTitle(ActionGroup group);

private:
    static void setTexts(const Entry& entry);
    std::vector<Entry> m_entries;
};

} // namespace openbell::shell
