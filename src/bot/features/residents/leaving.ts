import { blockSelf } from '../../../services/residents/block-self.ts';
import { signOut } from '../../../services/residents/sign-out.ts';
import type { Translator } from '../../../texts/texts.ts';
import { personOf, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';
import { recoverForm } from './recover.form.ts';

/** A6 and H3: leaving this Telegram, closing the access in a hurry, coming in from another Telegram. */
export function installLeaving({ deps, router, forms }: FeatureHost): void {
  const { services } = deps;
  const recover = recoverForm(deps);
  forms.define(recover);

  router.on('residents', 'accepted', residentRoutes.recover, async (ctx) => {
    if (personOf(ctx).resident !== null) await router.go(ctx, routes.home, {});
    else await forms.start(ctx, recover);
  });

  router.on('residents', 'registered', residentRoutes.signOut, (ctx) =>
    showScreen(ctx, signOutScreen(ctx.tr)),
  );
  router.on('residents', 'registered', residentRoutes.confirmSignOut, async (ctx) => {
    const { identityId } = personOf(ctx);
    await signOut(services, { identityId, residentId: residentOf(ctx).id });
    await ctx.reload();
    ctx.dialogue?.remember();
    await showScreen(ctx, {
      html: ctx.tr.html('residents-signed-out'),
      buttons: [[button(ctx.tr.plain('residents-button-recover'), residentRoutes.recover.data())]],
    });
  });

  router.on('residents', 'registered', residentRoutes.block, (ctx) => showScreen(ctx, blockScreen(ctx.tr)));
  router.on('residents', 'registered', residentRoutes.confirmBlock, async (ctx) => {
    const { identityId } = personOf(ctx);
    await blockSelf(services, { identityId, residentId: residentOf(ctx).id });
    await ctx.reload();
    await router.go(ctx, routes.blocked, {});
  });
}

function signOutScreen(tr: Translator): Screen {
  return {
    html: tr.html('residents-sign-out'),
    buttons: [
      [button(tr.plain('residents-button-sign-out-confirm'), residentRoutes.confirmSignOut.data(), 'danger')],
      [button(tr.plain('button-back'), routes.settings.data())],
    ],
  };
}

function blockScreen(tr: Translator): Screen {
  return {
    html: tr.html('residents-block'),
    buttons: [
      [button(tr.plain('residents-button-block-confirm'), residentRoutes.confirmBlock.data(), 'danger')],
      [button(tr.plain('button-back'), routes.settings.data())],
    ],
  };
}
