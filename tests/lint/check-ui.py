#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates: listed among the resources, named after their type, only classes that every supported version has, text
translatable, and no control without a name."""

import re
import xml.etree.ElementTree as ElementTree

import lint

# Deprecated since, or newer than, the oldest GTK and libadwaita that are supported.
FORBIDDEN = {
    'GtkDialog', 'GtkMessageDialog', 'GtkFileChooserDialog', 'GtkFileChooserNative', 'GtkFileChooserWidget', 'GtkInfoBar',
    'GtkTreeView', 'GtkComboBox', 'GtkComboBoxText', 'GtkEntryCompletion', 'GtkStatusbar', 'GtkAssistant', 'AdwLeaflet',
    'AdwFlap', 'AdwSqueezer', 'AdwViewSwitcherTitle', 'AdwBanner', 'AdwToolbarView', 'AdwNavigationView',
    'AdwNavigationSplitView', 'AdwOverlaySplitView', 'AdwBreakpoint', 'AdwSwitchRow', 'AdwSpinRow', 'AdwDialog',
    'AdwAlertDialog', 'AdwAboutDialog', 'AdwSpinner', 'AdwToggleGroup', 'AdwShortcutsDialog', 'AdwButtonRow',
    'AdwWrapBox', 'AdwMessageDialog',
}
TEXTS = {'label', 'title', 'subtitle', 'description', 'tooltip-text', 'placeholder-text'}
CONTROLS = {'GtkButton', 'GtkToggleButton', 'GtkMenuButton', 'GtkSwitch', 'GtkSpinButton', 'GtkDropDown', 'GtkEntry',
            'GtkSearchEntry', 'GtkScale', 'GtkProgressBar', 'GtkLevelBar', 'GtkColumnView', 'GtkListView', 'GtkListBox'}
RESOURCES = 'ui/faircatch.gresource.xml'


def properties(element):
    return {child.get('name').replace('_', '-'): child for child in element.findall('property')}


def has_name(element):
    """Whether a screen reader has something to say: a label of its own, an accessible one, or a child with words."""
    known = properties(element)
    if 'label' in known:
        return True
    for child in element.findall('accessibility/*'):
        if child.get('name') in ('label', 'labelled-by'):
            return True
    inner = [part.get('class') for part in element.iter('object') if part is not element]
    return 'GtkLabel' in inner or 'AdwButtonContent' in inner


def named_by_rows(tree):
    """Ids of the controls that take their name from the row that activates them."""
    return {prop.text for prop in tree.iter('property')
            if prop.get('name').replace('_', '-') == 'activatable-widget'}


def check_element(path, element, named, findings):
    name = element.get('class', '')
    if name in FORBIDDEN:
        findings.add(path, 1, f'{name} is not in every supported version, or deprecated: see fair-compat.h')
    if name in CONTROLS and not has_name(element) and element.get('id') not in named:
        findings.add(path, 1, f'{name} {element.get("id", "")} has no name: a label, or <accessibility> with one')
    for key, prop in properties(element).items():
        words = re.search('[A-Za-z]', prop.text or '')
        if key in TEXTS and words and prop.get('translatable') != 'yes' and not prop.get('bind-source'):
            findings.add(path, 1, f'“{prop.text}” is not translatable')


def check(root, findings):
    listed = (root / RESOURCES).read_text(encoding='utf-8')
    for path in lint.sources(root, {'.ui'}, ['ui']):
        text = (root / path).read_text(encoding='utf-8')
        if f'>{path.name}<' not in listed:
            findings.add(path, 1, f'{RESOURCES} does not list it')
        if lint.SPDX not in text:
            findings.add(path, 1, 'no licence line')
        tree = ElementTree.fromstring(text)
        for template in tree.iter('template'):
            wanted = re.sub(r'(?<!^)([A-Z])', r'-\1', template.get('class')).lower() + '.ui'
            if wanted != path.name:
                findings.add(path, 1, f'the template of {template.get("class")} belongs into {wanted}')
        for element in tree.iter('object'):
            check_element(path, element, named_by_rows(tree), findings)


HEAD = f'<!-- {lint.SPDX} --><interface><template class="FairA" parent="AdwBin"><property name="child">'
TAIL = '</property></template></interface>'
CLEAN = {
    RESOURCES: '<gresources><gresource><file>fair-a.ui</file></gresource></gresources>',
    'ui/fair-a.ui': HEAD + '<object class="GtkButton"><property name="label" translatable="yes">A</property></object>' + TAIL,
}
PLANTED = {
    'not listed': {'ui/fair-b.ui': HEAD.replace('FairA', 'FairB') + '<object class="AdwBin"/>' + TAIL},
    'name': {'ui/fair-a.ui': HEAD.replace('FairA', 'FairOther') + '<object class="AdwBin"/>' + TAIL},
    'forbidden': {'ui/fair-a.ui': HEAD + '<object class="AdwBanner"/>' + TAIL},
    'nameless': {'ui/fair-a.ui': HEAD + '<object class="GtkButton"><property name="icon-name">x</property></object>' + TAIL},
    'untranslated': {'ui/fair-a.ui': HEAD + '<object class="GtkLabel"><property name="label">Word</property></object>' + TAIL},
    'licence': {'ui/fair-a.ui': (HEAD + '<object class="AdwBin"/>' + TAIL).replace('SPDX', '')},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED)
