// The block in the editor: drawn by the server as visitors will see it, with two settings.
(function (wp) {
  "use strict";
  const { createElement: h } = wp.element;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { PanelBody, RangeControl, TextControl } = wp.components;
  const { __ } = wp.i18n;

  function Edit({ attributes, setAttributes }) {
    return h("div", useBlockProps(),
      h(InspectorControls, {},
        h(PanelBody, { title: __("Reviews", "balss-reviews") },
          h(TextControl, {
            label: __("Language (empty: the website's)", "balss-reviews"),
            value: attributes.language,
            onChange: (language) => setAttributes({ language }),
          }),
          h(RangeControl, {
            label: __("How many", "balss-reviews"), min: 1, max: 100,
            value: attributes.limit,
            onChange: (limit) => setAttributes({ limit }),
          }))),
      h(wp.serverSideRender, { block: "balss/reviews", attributes }));
  }

  wp.blocks.registerBlockType("balss/reviews", { edit: Edit, save: () => null });
})(window.wp);
