"use strict";
for (const slider of document.querySelectorAll(".slider")) {
  const pictures = slider.querySelector(".pictures");
  const border = slider.querySelector("input[type=range]");
  const error = slider.querySelector("input[value=error]");
  const show = () => {
    slider.style.setProperty("--at", border.value + "%");
    slider.classList.toggle("errors", error.checked);
    border.setAttribute("aria-valuetext", border.value + " % of the width");
  };
  const drag = event => {
    if (event.buttons & 1) {
      const box = pictures.getBoundingClientRect();
      border.value = 100 * (event.clientX - box.left) / box.width;
      show();
    }
  };
  slider.addEventListener("input", show);
  pictures.addEventListener("pointerdown", drag);
  pictures.addEventListener("pointermove", drag);
  // Else the browser would carry off a copy of the picture.
  pictures.addEventListener("dragstart", event => event.preventDefault());
  show();
  slider.classList.add("sliding");
  slider.querySelector(".controls").hidden = false;
}
