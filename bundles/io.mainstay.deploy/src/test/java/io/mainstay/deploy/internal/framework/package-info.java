// SPDX-License-Identifier: Apache-2.0
/** An embedded framework for tests, and bundles built on the spot to drop into it. */
package io.mainstay.deploy.internal.framework;
