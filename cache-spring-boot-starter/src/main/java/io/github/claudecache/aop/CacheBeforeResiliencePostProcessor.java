package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.List;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Puts the advice of {@code @Retryable} and {@code @ConcurrencyLimit} inside the cache.
 * Spring adds it in front of all advisors that a bean has, whatever their order; a hit
 * would then wait for a permit that it does not need, and a retry would look up again.
 *
 * @since 0.1.0
 */
public final class CacheBeforeResiliencePostProcessor implements BeanPostProcessor, Ordered {

	private static final String RESILIENCE = "org.springframework.resilience.";

	/**
	 * Behind the post-processors that add the advice, which are next to last.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			moveBehindCache(advised);
		}
		return bean;
	}

	private static void moveBehindCache(Advised advised) {
		int last = -1;
		List<Advisor> resilience = new ArrayList<>();
		Advisor[] advisors = advised.getAdvisors();
		for (int i = 0; i < advisors.length; i++) {
			if (advisors[i] instanceof AnnotationAdvisor) {
				last = i;
			}
		}
		for (int i = 0; i < last; i++) {
			if (advisors[i].getAdvice().getClass().getName().startsWith(RESILIENCE)) {
				resilience.add(advisors[i]);
			}
		}
		for (Advisor advisor : resilience) {
			advised.removeAdvisor(advisor);
		}
		for (int i = 0; i < resilience.size(); i++) {
			advised.addAdvisor(last - resilience.size() + 1 + i, resilience.get(i));
		}
	}

}
