// Buttons of the rich text editor (articles/rich_text.py): cite a source of this page, link a word of the glossary, say that
// a phrase is in another language.
(() => {
  const { React, DraftJS, draftail } = window;
  if (!draftail) return;
  const { EditorState, Modifier } = DraftJS;

  // The sources as the form has them now, saved or not. One that was just added gets its id here.
  const sources = () => {
    const count = Number(document.querySelector('input[name="references-count"]')?.value ?? 0);
    return [...Array(count).keys()]
      .map((place) => (field) => document.querySelector(`[name="references-${place}-${field}"]`))
      .filter((field) => field("id") && !field("deleted")?.value)
      .sort((one, other) => one("order").value - other("order").value)
      .map((field) => {
        if (!field("id").value) field("id").value = crypto.randomUUID();
        const words = ["organisation", "title", "year"].map((name) => field(`value-${name}`)?.value.trim());
        return { id: field("id").value, title: words.filter(Boolean).join(", ") };
      });
  };

  const insert = (props, data, text) => {
    const { editorState, entityType, onComplete } = props;
    const isMark = entityType.type === "REFERENCE";
    const mutability = isMark ? "IMMUTABLE" : "MUTABLE";
    const content = editorState.getCurrentContent().createEntity(entityType.type, mutability, data);
    const key = content.getLastCreatedEntityKey();
    const selection = editorState.getSelection();
    const end = selection.merge({
      anchorKey: selection.getEndKey(),
      anchorOffset: selection.getEndOffset(),
      focusKey: selection.getEndKey(),
      focusOffset: selection.getEndOffset(),
      isBackward: false,
    });
    // The mark follows the words that were selected; a mark that is being changed is replaced.
    const changed = isMark
      ? Modifier.replaceText(content, props.entityKey ? selection : end, text, null, key)
      : selection.isCollapsed()
      ? Modifier.insertText(content, selection, text, null, key)
      : Modifier.applyEntity(content, selection, key);
    onComplete(EditorState.push(editorState, changed, "insert-characters"));
  };

  // A list of buttons to choose from, `choices`, or why there is nothing to choose.
  class DialogSource extends React.Component {
    componentDidMount() {
      const { entityType, onClose } = this.props;
      const { texts } = entityType;
      const found = this.choices();
      const dialog = document.createElement("dialog");
      dialog.className = "choose-source";
      dialog.setAttribute("aria-labelledby", "choose-source");
      const title = document.createElement("h2");
      title.id = "choose-source";
      title.textContent = texts.title;
      dialog.append(title);
      const list = document.createElement("ol");
      found.forEach((choice) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-secondary";
        button.textContent = choice.title;
        button.onclick = () => {
          this.done = true;
          dialog.close();
          choice.choose();
        };
        const item = document.createElement("li");
        item.append(button);
        list.append(item);
      });
      const none = document.createElement("p");
      none.textContent = texts.none;
      dialog.append(found.length ? list : none);
      const close = document.createElement("button");
      close.type = "button";
      close.className = "button";
      close.textContent = texts.close;
      close.onclick = () => dialog.close();
      dialog.append(close);
      dialog.onclose = () => {
        dialog.remove();
        if (!this.done) onClose();
      };
      document.body.append(dialog);
      this.dialog = dialog;
      dialog.showModal();
    }

    componentWillUnmount() {
      this.done = true;
      this.dialog.close();
    }

    render() {
      return null;
    }
  }

  class ReferenceSource extends DialogSource {
    choices() {
      const { texts, mark } = this.props.entityType;
      return sources().map(({ id, title }) => ({
        title: title || texts.untitled,
        choose: () => insert(this.props, { id, missing: texts.missing }, mark),
      }));
    }
  }

  class LanguageSource extends DialogSource {
    choices() {
      const { editorState, entityType } = this.props;
      if (editorState.getSelection().isCollapsed()) return [];
      return Object.entries(entityType.languages).map(([id, name]) => ({
        title: name,
        choose: () => insert(this.props, { id, name }),
      }));
    }
  }

  class TermSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.term,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: {
          chosen: ({ id, string }) => {
            this.workflow.close();
            insert(this.props, { id: String(id), name: string }, string);
          },
        },
      };
    }
  }

  const decorator = (icon, label) => (props) => {
    const data = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(draftail.TooltipEntity, { ...props, icon, url: "#", label: label(data) });
  };

  draftail.registerPlugin({
    type: "REFERENCE",
    source: ReferenceSource,
    decorator: decorator(
      "#icon-openquote",
      ({ id, missing }) => sources().find((source) => source.id === id)?.title ?? missing,
    ),
  }, "entityTypes");
  draftail.registerPlugin({
    type: "TERM",
    source: TermSource,
    decorator: decorator("#icon-help", ({ name }) => name),
  }, "entityTypes");
  draftail.registerPlugin({
    type: "LANGUAGE",
    source: LanguageSource,
    decorator: decorator("#icon-globe", ({ name }) => name),
  }, "entityTypes");
})();
